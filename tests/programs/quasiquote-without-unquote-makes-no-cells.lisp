;; A template of constants is quoted as it stands: the same object each time.
;; expect: true
(define (f) `(1 (2 3) "x"))
(eq? (f) (f))
