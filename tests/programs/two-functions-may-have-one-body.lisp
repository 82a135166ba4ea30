;; Whose parameters a name means depends on the function, though the list with the name is the same.
;; expect: (9 19 9 19)
(define body '(- x 1))
(define (function parameters) (eval (list 'lambda parameters body)))
(define first-of-two (function '(x y)))
(define second-of-two (function '(y x)))
(define (both)
  (append (list (funcall first-of-two 10 20)) (list (funcall second-of-two 10 20))))
(append (both) (both))
