;; As a variable the parameter hides the primitive.
;; expect: (5 4)
;; dialect: bare
(define (f car) car)
((lambda items items) (f 5) (car '(4)))
