;; The Fibonacci numbers, the slow way: two calls for each, and so a fair measure of the machine.
(define (fib n)
  (if (< n 2)
      n
      (+ (fib (- n 1)) (fib (- n 2)))))

(print (fib 10))
(fib 12)
