;; With one namespace a lexical function is called by its name, and hides a global one.
;; expect: (local 4)
;; namespace: lisp1
(define (f) 'global)
(define (test f x) (list (f) x))
(test (lambda () 'local) 4)
