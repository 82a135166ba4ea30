;; A lambda takes exactly its parameters.
;; expect: (4 4 4 4)
;; dialect: bare
(define (code cause culprit) cause)
(define (two a b) a)
((lambda items items)
 (catch code (two 1)) (catch code (two 1 2 3)) (catch code ((lambda () 1) 1))
 (catch code ((lambda (a . b) a))))
