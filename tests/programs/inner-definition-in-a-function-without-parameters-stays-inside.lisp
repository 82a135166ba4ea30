;; A function without parameters has a scope of its own for inner definitions.
;; expect: (1 2)
;; dialect: bare
(define x 1)
(define (f) (define x 2) x)
((lambda (inner) ((lambda items items) x inner)) (f))
