;; Every special form checks its shape.
;; expect: (11 11 11 11 11 11 11 11 11)
;; dialect: bare
(define (code cause culprit) cause)
((lambda items items)
 (catch code (quote)) (catch code (if)) (catch code (if 1)) (catch code (lambda))
 (catch code (lambda (x))) (catch code (define)) (catch code (set! x))
 (catch code (define 5 1)) (catch code (begin 1 . 2)))
