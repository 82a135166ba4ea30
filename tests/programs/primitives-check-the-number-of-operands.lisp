;; Too few and too many operands trap; the culprit is the function.
;; expect: ((4 . #<primitive cons>) (4 . #<primitive cons>) (4 . #<primitive car>) (4 . #<primitive ->))
;; dialect: bare
((lambda items items)
 (catch cons (cons 1)) (catch cons (cons 1 2 3 4)) (catch cons (car)) (catch cons (-)))
