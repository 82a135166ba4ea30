;; set! writes the innermost binding, and the global value if there is no other.
;; expect: (1 20 2)
;; dialect: bare
(define x 1)
(define (local x) (set! x (* x 10)) x)
((lambda items items) x (local 2) (set! x 2))
