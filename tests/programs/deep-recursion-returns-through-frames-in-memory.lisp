;; Seven hundred frames go to memory and come back.
;; expect: 700
;; dialect: bare
(define (count n) (if (= n 0) 0 (+ 1 (count (- n 1)))))
(count 700)
