;; make-vector and make-string reject a negative length.
;; expect: (10 10)
;; dialect: bare
(define (code cause culprit) cause)
((lambda items items)
 (catch code (make-vector -1 0)) (catch code (make-string -1 #\a)))
