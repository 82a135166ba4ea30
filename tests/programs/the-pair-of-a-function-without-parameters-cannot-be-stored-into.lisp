;; Every application of a function without parameters has the same pair in its environment.
;; trap: WrongType (#<unbound>)
;; dialect: bare
(define (make) (lambda (x) x))
(set-cdr! (car (procedure-environment (make))) (cons 1 2))
