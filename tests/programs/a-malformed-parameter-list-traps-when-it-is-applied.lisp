;; Parameters are a list of symbols, or end in one.
;; expect: (11 11)
;; dialect: bare
(define (code cause culprit) cause)
((lambda items items) (catch code ((lambda 5 1))) (catch code ((lambda (a . "b") a) 1 2)))
