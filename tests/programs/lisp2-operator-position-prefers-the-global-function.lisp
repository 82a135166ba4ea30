;; A lexical binding does not hide a global function in operator position; funcall reaches it.
;; expect: (global local)
;; only: namespace=lisp2
(define (f) 'global)
(define (test f) (list (f) (funcall f)))
(test (lambda () 'local))
