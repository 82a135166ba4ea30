;; A combination in operator position is evaluated for its function.
;; expect: (3 12)
;; dialect: bare
((lambda items items)
 ((if true + -) 1 2) (((lambda (n) (lambda (x) (* n x))) 3) 4))
