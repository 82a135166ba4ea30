;; An operator must be a FUNCTION.
;; expect: ((2 . 5) (2 . "f") (2 1))
;; dialect: bare
((lambda items items)
 (catch cons (5 1)) (catch cons ("f")) (catch cons (funcall '(1) 2)))
