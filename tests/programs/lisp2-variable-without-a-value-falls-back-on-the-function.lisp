;; A function may be passed by its name.
;; expect: (#<primitive car> 1)
;; only: namespace=lisp2
;; dialect: bare
((lambda (f) ((lambda items items) f (f '(1 2)))) car)
