;; A literal of 16 bits is a NUMBER object: operand of arithmetic, result only where it fits.
;; expect: (20000 true true true 3616 200 -1 true)
;; only: word=16
;; dialect: bare
((lambda items items)
 20000 (number? 20000) (= 20000 20000) (< -20000 5 20000)
 (bitwise-and 20000 16160) (quotient 20000 100) (+ -20001 20000) (eq? 5 5))
