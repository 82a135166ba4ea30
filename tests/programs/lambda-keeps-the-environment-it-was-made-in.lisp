;; Two closures of one function keep different bindings.
;; expect: (11 21)
;; dialect: bare
(define (adder n) (lambda (x) (+ x n)))
(define add10 (adder 10))
(define add20 (adder 20))
((lambda items items) (add10 1) (add20 1))
