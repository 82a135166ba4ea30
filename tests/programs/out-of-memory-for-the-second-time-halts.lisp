;; A handler that runs out of memory itself finds no handler.
;; trap: OutOfMemory
;; only: word=16
;; dialect: bare
(define (forever n) (+ 1 (forever n)))
(catch (lambda (cause culprit) (forever 1)) (forever 1))
