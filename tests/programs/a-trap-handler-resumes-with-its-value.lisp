;; The value that the handler returns stands for the expression that trapped.
;; expect: (7 107 (1 7 3))
;; dialect: bare
(set-trap-handler! (lambda (cause culprit) 7))
((lambda items items) (car 5) (+ 100 (cdr 5)) ((lambda items items) 1 unbound-variable 3))
