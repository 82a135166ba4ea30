;; fib(26): 392,835 calls, and hardly any data that lives.
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(fib 26)
