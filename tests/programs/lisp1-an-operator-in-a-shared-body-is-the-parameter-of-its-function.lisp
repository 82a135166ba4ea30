;; Whose parameter an operator means depends on the function, though the list with the name is the same.
;; expect: (2 2 2 2)
;; namespace: lisp1
(define body '(f 3 x))
(define (function parameters) (eval (list 'lambda parameters body)))
(define operator-first (function '(f x)))
(define operator-last (function '(x f)))
(define (both)
  (append (list (operator-first - 1)) (list (operator-last 1 -))))
(append (both) (both))
