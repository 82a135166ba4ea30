;; A comparison holds when each operand stands right to the next.
;; expect: (true true false true false true true false true)
;; dialect: bare
((lambda items items)
 (= 1) (= 2 2 2 2) (= 2 2 2 3) (< 1 2 3 4 5) (< 1 2 2) (<= 1 2 2) (> 3 2 1) (> 3 3) (>= 3 3 1))
