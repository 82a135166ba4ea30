;; Recursion without end fills the memory with frames and ends in a clean trap.
;; trap: OutOfMemory
;; only: word=16
;; dialect: bare
(define (forever n) (+ 1 (forever n)))
(forever 1)
