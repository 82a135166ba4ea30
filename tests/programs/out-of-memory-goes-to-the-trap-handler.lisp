;; The handler runs on the reserve, and may throw to where memory is not needed.
;; expect: (caught 7)
;; only: word=16
;; dialect: bare
(define (forever n) (+ 1 (forever n)))
(set-trap-handler! (lambda (cause culprit) (throw cause)))
((lambda items items) 'caught (catch (lambda (cause value) value) (forever 1)))
