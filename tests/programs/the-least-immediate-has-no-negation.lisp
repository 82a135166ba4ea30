;; Negation, and division by -1, of the least immediate overflow.
;; expect: (5 5)
;; only: word=16
;; dialect: bare
((lambda items items)
 (catch (lambda (cause culprit) cause) (- -16384))
 (catch (lambda (cause culprit) cause) (quotient -16384 -1)))
