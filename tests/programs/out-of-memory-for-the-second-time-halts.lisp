;; The reserve is handed out once.
;; trap: OutOfMemory
;; only: word=16
;; dialect: bare
(define (forever n) (+ 1 (forever n)))
(catch cons (forever 1))
(catch cons (forever 1))
