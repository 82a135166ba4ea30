;; The value of a body is that of its last expression.
;; expect: 3
;; dialect: bare
((lambda (x) (set! x (+ x 1)) (set! x (+ x 1)) x) 1)
