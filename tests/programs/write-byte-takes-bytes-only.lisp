;; 256 and -1 are no bytes.
;; expect: (10 10 3)
;; dialect: bare
(define (code cause culprit) cause)
((lambda items items)
 (catch code (write-byte 256)) (catch code (write-byte -1)) (catch code (write-byte "a")))
