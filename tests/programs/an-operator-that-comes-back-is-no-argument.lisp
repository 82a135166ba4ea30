;; The fault of an operator that has been computed is about its combination, whatever has been
;; evaluated before: no frame for an argument is pushed.
;; expect: 3
;; dialect: bare
(catch (lambda (cause culprit) culprit)
  ((lambda (a) ((+ a 1) 5)) 2))
