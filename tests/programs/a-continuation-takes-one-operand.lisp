;; More or fewer operands trap.
;; expect: (4 4 1)
;; dialect: bare
(define (code cause culprit) cause)
((lambda items items)
 (catch code (call/cc (lambda (k) (k)))) (catch code (call/cc (lambda (k) (k 1 2))))
 (call/cc (lambda (k) (k 1))))
