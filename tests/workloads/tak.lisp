;; tak(12,8,4): calls with three operands, most of which are calls.
;; expect: 5
(define (tak x y z)
  (if (< y x)
      (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y))
      z))
(tak 12 8 4)
