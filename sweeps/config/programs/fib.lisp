;; fib(25): 242,785 calls, and hardly any data that lives.
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(fib 25)
