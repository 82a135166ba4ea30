;; The sum of two immediates that is none is a fault, upwards and downwards.
;; expect: (5 5)
;; dialect: bare
(define (list . items) items)
(define (double x) (begin (+ x x)))
(define (grown x) (catch (lambda (cause culprit) cause) (grown (double x))))
(list (grown 1) (grown -1))
