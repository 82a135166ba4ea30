;; true, false and keywords are no variables.
;; expect: (11 11 11)
;; dialect: bare
(define (code cause culprit) cause)
((lambda items items)
 (catch code (define true 1)) (catch code (set! false 1)) (catch code (define :key 1)))
