;; A local in operator position has no function for a value, in the cycle after the locals came into registers.
;; namespace: lisp1
;; trap: NotAFunction 0
;; dialect: bare
(define (f x y) (if (= y 0) y (x y)))
(f 1 0)
(f 0 7)
