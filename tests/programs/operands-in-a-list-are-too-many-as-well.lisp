;; A lambda that has been called with its parameters still looks at the list behind the operand registers.
;; expect: (1 4 4 1)
;; dialect: bare
(define (code cause culprit) cause)
(define (one a) a)
((lambda items items)
 (one 1) (catch code (%apply one 1 '(2))) (catch code (%apply one 1 '(2 3))) (%apply one 1 nil))
