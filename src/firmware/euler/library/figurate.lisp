;; Figurate numbers. The tests are exact: the greater root of the number's equation must be an integer.

;;# Integers
;;: (triangular n) -- Triangular number n.
;;> (triangular 4) => 10
(defn triangular (n) (div (* n (+ n 1)) 2))
;;: (pentagonal n) -- Pentagonal number n.
;;> (pentagonal 4) => 22
(defn pentagonal (n) (div (* n (- (* 3 n) 1)) 2))
;;: (hexagonal n) -- Hexagonal number n.
;;> (hexagonal 4) => 28
(defn hexagonal (n) (* n (- (* 2 n) 1)))
;;: (heptagonal n) -- Heptagonal number n.
;;> (heptagonal 4) => 34
(defn heptagonal (n) (div (* n (- (* 5 n) 3)) 2))
;;: (octagonal n) -- Octagonal number n.
;;> (octagonal 4) => 40
(defn octagonal (n) (* n (- (* 3 n) 2)))

;;: (triangular? n) -- Is it a triangular number?
;;> (triangular? 10) => #t
(defn triangular? (n) (%root? (+ (* 8 n) 1) 2))
;;: (pentagonal? n) -- Is it a pentagonal number?
;;> (pentagonal? 22) => #t
(defn pentagonal? (n) (%root? (+ (* 24 n) 1) 6))
;;: (hexagonal? n) -- Is it a hexagonal number?
;;> (hexagonal? 28) => #t
(defn hexagonal? (n) (%root? (+ (* 8 n) 1) 4))

;; Is the square root of d, and one more, a multiple of m?
(defn %root? (d m) (if (< d 0) #f (%root-of? d m (isqrt d))))
(defn %root-of? (d m root) (if (= (* root root) d) (= (% (+ root 1) m) 0) #f))
