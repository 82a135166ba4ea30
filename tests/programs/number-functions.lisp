;; zero?, positive?, negative?, even?, odd?, abs, min, max, gcd, expt, square, bitwise-not, 1+, 1-.
;; expect: (true true true true true 5 1 9 6 1024 49 -6 8 6)
(list (zero? 0) (positive? 1) (negative? -1) (even? -4) (odd? -3) (abs -5) (min 3 1 2) (max 3 9)
      (gcd 12 -18) (expt 2 10) (square 7) (bitwise-not 5) (1+ 7) (1- 7))
