;; Applying a continuation abandons what was going on.
;; expect: 42
;; dialect: bare
(+ 2 (call/cc (lambda (k) (car (k 40)))))
