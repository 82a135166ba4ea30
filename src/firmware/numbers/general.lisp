;; Functions of all numbers: what R7RS has, as far as it is not in hardware.

(defn (%check-number x) (if (number? x) x (%wrong-type x)))

;;; ------------------------------------------------------------------ kinds

(define (integer? x) (%integral? x))
;;# Rational numbers and floats
;;: (rational? x) -- Is it a number that is neither infinite nor NaN?
;;> (rational? 0.5) => true
(define (rational? x) (if (float? x) (%finite? x) (number? x)))
;;: (real? x) -- Is it a number?
;;> (real? 0.5) => true
(define real? number?)
;;: (complex? x) -- Is it a number?
;;> (complex? 0.5) => true
(define complex? number?)
;;: (exact? x) -- Is the number no float?
;;> (exact? 1/2) => true
(define (exact? x) (not (float? (%check-number x))))
;;: (inexact? x) -- Is the number a float?
;;> (inexact? 0.5) => true
(define (inexact? x) (float? (%check-number x)))
;;: (exact-rational? x) -- Is it a number that is no float?
;;> (exact-rational? 1/2) => true
(define (exact-rational? x) (if (number? x) (not (float? x)) false))

;;: (finite? x) -- Is the number neither infinite nor NaN?
;;> (finite? 0.5) => true
(define (finite? x) (if (float? x) (%finite? x) (exact? x)))
;;: (infinite? x) -- Is the number infinite?
;;> (infinite? (/ 1.0 0.0)) => true
(define (infinite? x) (if (float? x) (if (%finite? x) false (= x x)) (inexact? x)))
;;: (nan? x) -- Is the number NaN?
;;> (nan? (/ 0.0 0.0)) => true
(define (nan? x) (if (float? x) (not (= x x)) (inexact? x)))

;;; ------------------------------------------------------------------ equality

;; Exact with exact, by value; floats by their bits, but NaN is NaN.
(define (eqv? x y)
  (if (eq? x y) true (if (number? x) (if (number? y) (%same-number? x y) false) false)))

(defn (%same-number? x y)
  (if (float? x)
      (if (float? y) (%same-float? x y) false)
      (if (float? y) false (= x y))))

;; 0.0 and -0.0 have inverses that differ.
(defn (%same-float? x y)
  (if (= x y)
      (if (= x 0.0) (= (/ 1.0 x) (/ 1.0 y)) true)
      (if (= x x) false (not (= y y)))))

;;; ------------------------------------------------------------------ signs

(define (abs n) (if (< n 0) (- n) (if (float? n) (+ n 0.0) n)))

;; The integer that a number is, else the trap.
(defn (%to-integer x) (if (%integral? x) (exact x) (%wrong-type x)))

(define (even? n)
  (= (bitwise-and (if (exact-integer? n) n (%to-integer n)) 1) 0))
(define (odd? n)
  (= (bitwise-and (if (exact-integer? n) n (%to-integer n)) 1) 1))

;; With a float the result is one. NaN remains.
(define (%least a b) (if (< b a) (%beside a b) (if (= b b) (%beside b a) (inexact b))))
(define (%most a b) (if (> b a) (%beside a b) (if (= b b) (%beside b a) (inexact b))))

;; x, as a float if y is one.
(defn (%beside y x) (if (float? y) (inexact x) x))

;;; ------------------------------------------------------------------ ratios

;;: (truncate x) -- The number without its fraction; of a float as a float.
;;> (truncate -2.5) => -2.0
(define (truncate x)
  (if (float? x) (if (< x 0.0) (ceiling x) (floor x)) (%integer-part x)))

;;: (numerator x) -- The numerator of a rational number in lowest terms.
;;> (numerator 6/4) => 3
(define (numerator x) (%exactly %top x))
;;: (denominator x) -- Its denominator.
;;> (denominator 6/4) => 2
(define (denominator x) (%exactly %bottom x))

;; f of the exact value of x; a float if x is one.
(defn (%exactly f x)
  (if (float? x) (inexact (funcall f (exact x))) (funcall f (%check-number x))))

;; The simplest rational number that differs from x by y at most.
;;: (rationalize x y) -- The simplest rational number that differs from x by y at most.
;;> (rationalize 3/10 1/10) => 1/3
(define (rationalize x y)
  (if (if (float? x) true (float? y))
      (%rationalize-floats (inexact x) (inexact y))
      (%simplest-between (- x (abs y)) (+ x (abs y)))))

(defn (%rationalize-floats x y)
  (if (if (%finite? x) (%finite? y) false)
      (inexact (rationalize (exact x) (exact y)))
      (if (%finite? y) (+ x y) (if (%finite? x) (* 0.0 (/ x y)) (- y y)))))

(defn (%simplest-between low high)
  (if (< 0 low)
      (%simplest low high (floor low))
      (if (< high 0) (- (%simplest (- high) (- low) (floor (- high)))) 0)))

;; Of two positive numbers, by their continued fractions; n is the integer below the first.
(defn (%simplest low high n)
  (if (= n low)
      n
      (if (< n (floor high))
          (+ n 1)
          (+ n (/ (%next-simplest (/ (- high n)) (/ (- low n))))))))

(defn (%next-simplest low high) (%simplest low high (floor low)))

;;; ------------------------------------------------------------------ powers

;; Where the elementary functions are not: these have a larger one.
(define (expt x n)
  (if (exact-integer? n)
      (if (< n 0) (/ (%power-of x (- n))) (%power-of (%check-number x) n))
      (error "an exponent must be an integer:" n)))

;; Powers of what has no common divisor have none.
(defn (%power-of x n)
  (if (ratio? x)
      (%over (%power (%ratio-numerator x) n 1) (%power (%ratio-denominator x) n 1))
      (%power x n (if (float? x) 1.0 1))))
