;; Figurate numbers. The tests are exact: the greater root of the number's equation must be an integer.

(defn triangular (n) (div (* n (+ n 1)) 2))
(defn pentagonal (n) (div (* n (- (* 3 n) 1)) 2))
(defn hexagonal (n) (* n (- (* 2 n) 1)))
(defn heptagonal (n) (div (* n (- (* 5 n) 3)) 2))
(defn octagonal (n) (* n (- (* 3 n) 2)))

(defn triangular? (n) (%root? (+ (* 8 n) 1) 2))
(defn pentagonal? (n) (%root? (+ (* 24 n) 1) 6))
(defn hexagonal? (n) (%root? (+ (* 8 n) 1) 4))

;; Is the square root of d, and one more, a multiple of m?
(defn %root? (d m) (if (< d 0) #f (%root-of? d m (isqrt d))))
(defn %root-of? (d m root) (if (= (* root root) d) (= (% (+ root 1) m) 0) #f))
