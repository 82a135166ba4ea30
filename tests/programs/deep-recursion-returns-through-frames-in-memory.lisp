;; A thousand frames go to memory and come back.
;; expect: 1000
;; dialect: bare
(define (count n) (if (= n 0) 0 (+ 1 (count (- n 1)))))
(count 1000)
