;; Codes run from 0 to 255.
;; expect: (97 #\A 255 10 10)
;; dialect: bare
(define (code cause culprit) cause)
((lambda items items)
 (char->integer #\a) (integer->char 65) (char->integer (integer->char 255))
 (catch code (integer->char 256)) (catch code (integer->char -1)))
