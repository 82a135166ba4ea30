;; The cells of a symbol are read and written by primitives.
;; expect: ("thing" 5 6 nil 12)
;; only: namespace=lisp2
;; dialect: bare
(define thing 5)
(define before (symbol-value 'thing))
(define (list . items) items)
(list (symbol-name 'thing) before
      (set-symbol-value! 'thing 6)
      (symbol-function 'thing)
      (begin (set-symbol-function! 'thing (lambda (x) (* x thing))) (thing 2)))
