;; The reserve lets the handler run; its value is that of the catch.
;; expect: (caught 7)
;; only: word=16
;; dialect: bare
(define (forever n) (+ 1 (forever n)))
((lambda items items) 'caught (catch (lambda (cause culprit) cause) (forever 1)))
