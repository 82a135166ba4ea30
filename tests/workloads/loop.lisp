;; 100,000 iterations of a tail loop, in ten rounds of 10,000: nothing lives but the environment.
;; expect: 10
(define (loop n) (if (= n 0) 1 (loop (- n 1))))
(define (rounds n sum) (if (= n 0) sum (rounds (- n 1) (+ sum (loop 10000)))))
(rounds 10 0)
