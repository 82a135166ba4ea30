;; What EulerLisp's numbers need of the machine and of the core library: names that a program has, at the end, and some
;; that only library/ has, in which the rest is written in EulerLisp itself.

;;; ------------------------------------------------------------------ integers

(defn (euler-integer x) (if (exact-integer? x) x (%wrong-type x)))

;;# Arithmetic
;;: (divmod x y) -- The pair of quotient and remainder.
;;> (divmod 17 5) => (3 . 2)
(defn (euler-divmod x y)
  (if (if (exact-integer? x) (exact-integer? y) false)
      (truncate/ x y)
      (%wrong-type (if (exact-integer? x) y x))))

;; Of two; the operators are made of these. Long numbers have a quicker method.
;;: (gcd x y z ...) -- The greatest common divisor.
;;> (gcd 12 18) => 6
(defn (euler-gcd x y)
  (if (if (bignum? x) true (bignum? y))
      (%divisor (euler-integer x) (euler-integer y))
      (short-divisor (euler-integer x) y)))

(defn (short-divisor x y) (if (= y 0) (abs x) (short-divisor y (remainder x y))))

;;: (lcm x y z ...) -- The least common multiple.
;;> (lcm 4 6) => 12
(defn (euler-lcm x y) (%lcm (euler-integer x) (euler-integer y)))

;; The product of x and y, which are not negative and less than m, modulo m. No number is made of a long product.
(defn (euler-modular-product x y m)
  (if (if (< m 2147483648) true (bignum? m)) (remainder (* x y) m) (%short-remainder x y m)))

(defn (%short-remainder x y m)
  (%digits-multiply! %product-row (%digits-load! %factor-row x) y 0)
  (%digits-divide! %product-row %product-row m))

(define %factor-row (%make-bignum 1))
(define %product-row (%make-bignum 2))

;; A shift by less than nothing is an error.
(defn (euler-left x n) (arithmetic-shift x (%shift-count n)))
(defn (euler-right x n) (arithmetic-shift x (- (%shift-count n))))
(defn (%shift-count n)
  (if (< n 0) (error "a shift can not be by less than 0 bits:" n) (euler-integer n)))

;; The ones of a negative number are those of as many words of 64 bits as it needs.
;;: (popcount n) -- Bits that are 1; of a negative number in words of 64 bits.
;;> (popcount 255) => 8
(defn (euler-popcount n)
  (if (< n 0)
      (- (* 64 (+ 1 (quotient (bit-length n) 64))) (popcount n))
      (popcount n)))

;; The largest integer whose square is not above x. Below 2^52 the float's root is never rounded up to an integer.
;;# Integers
;;: (isqrt n) -- The largest integer whose square is not above n.
;;> (isqrt 17) => 4
(defn (euler-isqrt x)
  (if (exact-integer? x)
      (if (< -1 x 4503599627370496)
          (%integer-part (sqrt (inexact x)))
          (car (exact-integer-sqrt x)))
      (car (exact-integer-sqrt (euler-floor x)))))

;; The digits of a positive number to the base 10^18, the least significant first.
(defn (euler-chunks18 n) (%reverse (%chunks-of (%part (%row n) 0 (%digits-count (%row n))) nil)))

(defn (%chunks-of row done)
  (if (= (%digits-count row) 0)
      done
      (%chunks-of row (cons (%digits-divide! row row 1000000000000000000) done))))

;;; ------------------------------------------------------------------ floats

;; A float is divided by an exact 0 as by 0.0.
(%fall-back-on 82
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (%divide-integers x y)
        (%divide-mixed x (if (if (float? x) (eq? y 0) false) 0.0 y)))))

;;# Real numbers
;;: (sqrt x) -- The square root, a float.
;;> (sqrt 2) => 1.4142135623730951
(defn (euler-sqrt x) (if (float? x) (sqrt x) (inexact (sqrt x))))

;; One step of Newton's method makes the root of the exponential function right; an integer is met exactly.
;;: (cbrt x) -- The cube root, a float.
;;> (cbrt 27) => 3
(defn (euler-cbrt x) (%cube-root (inexact x)))

(defn (%cube-root x)
  (if (if (%finite? x) (= x 0.0) true)
      x
      (if (< x 0.0) (- (%cube-root (- x))) (%better-root x (exp (/ (log x) 3.0))))))

(defn (%better-root x y) (%nearest-root x (- y (/ (- y (/ x (* y y))) 3.0))))
(defn (%nearest-root x y) (%exact-or x y (round y)))
(defn (%exact-or x y whole) (if (= (* whole whole whole) x) whole y))

;;: (ln x) -- The natural logarithm.
;;> (ln 2) => 0.6931471805599453
(defn (euler-ln x) (inexact (log x)))
;;: (log x base) -- The logarithm to a base.
;;> (log 8 2) => 3
(defn (euler-log x base) (inexact (log x base)))
;;: (log2 x) -- That to the base 2.
;;> (log2 8) => 3
(defn (euler-log2 x) (inexact (log x 2)))
;;: (log10 x) -- That to the base 10.
;;> (log10 1000) => 3
(defn (euler-log10 x) (inexact (log x 10)))
;;# Arithmetic
;;: (powf b x) -- b to the power of any number, a float.
;;> (powf 2 0.5) => 1.4142135623730951
(defn (euler-powf x y) (expt (inexact x) (inexact y)))

;;# Real numbers
;;: (sin x) -- The sine.
;;> (sin 1) => 0.8414709848078965
(defn (euler-sin x) (inexact (sin x)))
;;: (cos x) -- The cosine.
;;> (cos 1) => 0.5403023058681398
(defn (euler-cos x) (inexact (cos x)))
;;: (tan x) -- The tangent.
;;> (tan 1) => 1.5574077246549023
(defn (euler-tan x) (inexact (tan x)))
;;: (asin x) -- The angle with that sine.
;;> (asin 1) => 1.5707963267948966
(defn (euler-asin x) (inexact (asin x)))
;;: (acos x) -- The angle with that cosine.
;;> (acos 0.5) => 1.0471975511965979
(defn (euler-acos x) (inexact (acos x)))
;;: (atan x) -- The angle with that tangent.
;;> (atan 1) => 0.7853981633974483
(defn (euler-atan x) (inexact (atan x)))
;;: (atan2 y x) -- The angle of the point (x, y).
;;> (atan2 1 -1) => 2.356194490192345
(defn (euler-atan2 y x) (inexact (atan y x)))

;;; ------------------------------------------------------------------ integers beside a number

;; Exact, of any size; of NaN and the infinities an error.
;;: (floor x) -- The greatest integer that is not above x.
;;> (floor 2.5) => 2
(defn (euler-floor x) (if (exact-integer? x) x (%integer-part (floor x))))
;;: (ceil x) -- The least integer that is not below x.
;;> (ceil 2.5) => 3
(defn (euler-ceil x) (if (exact-integer? x) x (%integer-part (ceiling x))))
;;: (trunc x) -- Without its fraction.
;;> (trunc -2.5) => -2
(defn (euler-trunc x) (%integer-part x))

;; Halves go away from 0. What a float has behind its integer part is exact.
;;: (round x) -- The nearest integer; halves go away from 0.
;;> (round 2.5) => 3
(defn (euler-round x) (if (exact-integer? x) x (if (float? x) (round-float x) (round-ratio x))))

(defn (round-float x)
  (if (< x 0.0) (- (rounded (- x) (floor (- x)))) (rounded x (floor x))))
(defn (rounded x below) (%integer-part (if (< (- x below) 0.5) below (+ below 1.0))))

(defn (round-ratio x)
  (if (< x 0) (- (half-up (- (%top x)) (%bottom x))) (half-up (%top x) (%bottom x))))
(defn (half-up n d) (quotient (+ n n d) (+ d d)))

(defn (euler-even? n) (= (bitwise-and n 1) 0))
(defn (euler-odd? n) (= (bitwise-and n 1) 1))

;;: (numerator x) -- The numerator of a rational.
;;> (numerator (/ 6 4)) => 3
(defn (euler-numerator x) (if (float? x) (%wrong-type x) (numerator x)))
;;: (denominator x) -- Its denominator.
;;> (denominator (/ 6 4)) => 2
(defn (euler-denominator x) (if (float? x) (%wrong-type x) (denominator x)))

;;; ------------------------------------------------------------------ of two operands or more

;; The operand itself, the first of equals.
(defn (greater x y) (if (> y x) y x))
(defn (lesser x y) (if (< y x) y x))

;; As an operator (f (f x y) z), as a value a function of all. Neither has a variable around it.
(define (folding name f)
  (fixed-primitive name 2 nil
    (eval (%list %lambda '(x y . more) (%list folded f (%list %list f 'x 'y) 'more))))
  (install
   (%list name
          (eval (%list %lambda '(x y . more) (%list folded-values f (%list f 'x 'y) 'more))))))

(defn (folded f code more)
  (if (null? more) code (folded f (%list f code (car more)) (cdr more))))
(defn (folded-values f x more)
  (if (null? more) x (folded-values f (funcall f x (car more)) (cdr more))))

(folding "max" greater)
(folding "min" lesser)
(folding "gcd" euler-gcd)
(folding "lcm" euler-lcm)

;;; ------------------------------------------------------------------ names

;; By a number that is known, hardware shifts.
(primitive "<<" 2 2
  (lambda (x n) (if (count? n) (%list arithmetic-shift x n) (%list euler-left x n))))
(primitive ">>" 2 2
  (lambda (x n) (if (count? n) (%list arithmetic-shift x (- n)) (%list euler-right x n))))
(defn (count? n) (if (exact-integer? n) (<= 0 n) false))

(primitive "even?" 1 1 (lambda (n) (%list = (%list bitwise-and n 1) 0)))
(primitive "odd?" 1 1 (lambda (n) (%list = (%list bitwise-and n 1) 1)))
(primitive "bitwise-not" 1 1 (lambda (n) (%list bitwise-xor n -1)))

(install
 (%list "divmod" euler-divmod "<<" euler-left ">>" euler-right "popcount" euler-popcount
        "bitwise-not" bitwise-not "even?" euler-even? "odd?" euler-odd?
        "isqrt" euler-isqrt "sqrt" euler-sqrt "cbrt" euler-cbrt
        "ln" euler-ln "log" euler-log "log2" euler-log2 "log10" euler-log10 "powf" euler-powf
        "sin" euler-sin "cos" euler-cos "tan" euler-tan
        "asin" euler-asin "acos" euler-acos "atan" euler-atan "atan2" euler-atan2
        "floor" euler-floor "ceil" euler-ceil "round" euler-round "trunc" euler-trunc
        "number->float" inexact "numerator" euler-numerator "denominator" euler-denominator
        "%chunks18" euler-chunks18))

(primitive "%string-length" 1 1 string-length)
(primitive "%string-ref" 2 2 string-ref)
(primitive "%string-set!" 3 3 string-set!)
(primitive "%make-string" 2 2 %make-string)
(primitive "%make-vector" 2 2 %make-vector)
(primitive "%integer" 1 1 (lambda (x) (%list euler-integer x)))
(primitive "%modular-product" 3 3 (lambda (x y m) (%list euler-modular-product x y m)))
