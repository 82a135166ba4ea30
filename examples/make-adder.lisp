;; The hardware plan's example of a closure: each adder keeps the environment it was made in.
(define (make-adder n)
  (lambda (x) (+ x n)))

(define add5 (make-adder 5))
(define add10 (make-adder 10))

(print (add5 1))
(print (add10 1))
(add5 (add10 100))
