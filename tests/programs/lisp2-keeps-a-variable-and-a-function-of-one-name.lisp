;; A definition without a function leaves the function cell alone.
;; expect: (1 2 (4 5 6))
;; only: namespace=lisp2
(define list '(4 5 6))
(list 1 2 list)
