;; eval does not see the variables around it.
;; expect: (3 10 global)
;; dialect: bare
(define x 'global)
((lambda (x) ((lambda items items) (eval '(+ 1 2)) (eval (cons '* '(2 5))) (eval 'x))) 'local)
