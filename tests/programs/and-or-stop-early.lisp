;; and stops at the first false operand, or at the first true one.
;; expect: (true 3 false false 1 false)
(list (and) (and 1 2 3) (and 1 false (car 5)) (or) (or nil 1 (car 5)) (or nil false))
