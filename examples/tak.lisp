;; Takeuchi's function: calls in the arguments of calls, three parameters each.
(define (tak x y z)
  (if (< y x)
      (tak (tak (- x 1) y z)
           (tak (- y 1) z x)
           (tak (- z 1) x y))
      z))

(print (tak 6 4 2))
(tak 7 4 2)
