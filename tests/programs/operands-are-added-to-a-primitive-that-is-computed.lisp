;; A primitive that has been applied to two operands without a frame is applied to three when there are three.
;; expect: (11 11 111 111 111)
(define g 10)
(define sum (list '+ 'x 'g))
(define f (eval (list 'lambda '(x) (list 'list sum))))
(define before (append (funcall f 1) (funcall f 1)))
(set-cdr! (cdr (cdr sum)) (list 100))
(append before (append (funcall f 1) (append (funcall f 1) (funcall f 1))))
