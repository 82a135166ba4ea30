;; fib(20): 21,891 calls, and hardly any data that lives.
;; expect: 6765
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(fib 20)
