;; defun writes the function cell, define of a function both.
;; expect: (5 1 1)
;; only: namespace=lisp2
(define both 5)
(defun both () 1)
(define (all) 1)
(list both (both) (funcall (symbol-value 'all)))
