;; An inner loop in the body, in a step or in a value does not disturb the outer one.
;; expect: (12 3)
(define count 0)
(do ((i 0 (+ i 1))) ((= i 3))
  (do ((j 0 (+ j 1))) ((= j 4)) (set! count (+ count 1))))
(list count
      (do ((i (do ((k 0 (+ k 1))) ((= k 1) k)) (do ((k i (+ k 1))) ((> k i) k)))) ((= i 3) i)))
