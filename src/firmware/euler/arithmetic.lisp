;; What EulerLisp's numbers need of the machine and of the core library: the table at the end has the names. The rest
;; of its numbers is written in EulerLisp, in library/.

;;; ------------------------------------------------------------------ integers

(defn (euler-integer x) (if (exact-integer? x) x (%wrong-type x)))

(defn (euler-div x y . more) (%divided (quotient x y) more))

(defn (%divided x list) (if (null? list) x (%divided (quotient x (car list)) (cdr list))))

(defn (euler-divmod x y)
  (if (if (exact-integer? x) (exact-integer? y) false)
      (truncate/ x y)
      (%wrong-type (if (exact-integer? x) y x))))

;; Of two: gcd and lcm are made of these.
(defn (euler-gcd x y) (%divisor (euler-integer x) (euler-integer y)))
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
(defn (euler-popcount n)
  (if (< n 0)
      (- (* 64 (+ 1 (quotient (bit-length n) 64))) (popcount n))
      (popcount n)))

;; The largest integer whose square is not above x. Below 2^52 the float's root is never rounded up to an integer.
(defn (euler-isqrt x)
  (if (exact-integer? x)
      (if (< -1 x 4503599627370496)
          (%integer-part (sqrt (inexact x)))
          (car (exact-integer-sqrt x)))
      (car (exact-integer-sqrt (euler-floor x)))))

;;; ------------------------------------------------------------------ floats

(defn (euler-sqrt x) (if (float? x) (sqrt x) (inexact (sqrt x))))

;; One step of Newton's method makes the root of the exponential function right; an integer is met exactly.
(defn (euler-cbrt x) (%cube-root (inexact x)))

(defn (%cube-root x)
  (if (if (%finite? x) (= x 0.0) true)
      x
      (if (< x 0.0) (- (%cube-root (- x))) (%better-root x (exp (/ (log x) 3.0))))))

(defn (%better-root x y) (%nearest-root x (- y (/ (- y (/ x (* y y))) 3.0))))
(defn (%nearest-root x y) (%exact-or x y (round y)))
(defn (%exact-or x y whole) (if (= (* whole whole whole) x) whole y))

(defn (euler-ln x) (inexact (log x)))
(defn (euler-log x base) (inexact (log x base)))
(defn (euler-log2 x) (inexact (log x 2)))
(defn (euler-log10 x) (inexact (log x 10)))
(defn (euler-powf x y) (expt (inexact x) (inexact y)))

(defn (euler-sin x) (inexact (sin x)))
(defn (euler-cos x) (inexact (cos x)))
(defn (euler-tan x) (inexact (tan x)))
(defn (euler-asin x) (inexact (asin x)))
(defn (euler-acos x) (inexact (acos x)))
(defn (euler-atan x) (inexact (atan x)))
(defn (euler-atan2 y x) (inexact (atan y x)))

;;; ------------------------------------------------------------------ integers beside a number

;; Exact, of any size; of NaN and the infinities an error.
(defn (euler-floor x) (if (exact-integer? x) x (exact (floor x))))
(defn (euler-ceil x) (if (exact-integer? x) x (exact (ceiling x))))
(defn (euler-trunc x) (if (< x 0) (euler-ceil x) (euler-floor x)))

;; Halves go away from 0. What a float has behind its integer part is exact.
(defn (euler-round x)
  (if (< x 0) (- (%rounded (- x) (euler-floor (- x)))) (%rounded x (euler-floor x))))

(defn (%rounded x n) (if (< (- x (floor x)) 0.5) n (+ n 1)))

(defn (euler-numerator x) (if (float? x) (%wrong-type x) (numerator x)))
(defn (euler-denominator x) (if (float? x) (%wrong-type x) (denominator x)))

;;; ------------------------------------------------------------------ names

;; Those with % are for the texts of library/ alone.
(define %arithmetic-names
  (%list "div" euler-div "%" remainder "mod" modulo "divmod" euler-divmod
         "<<" euler-left ">>" euler-right "popcount" euler-popcount
         "bitwise-and" bitwise-and "bitwise-or" bitwise-or "bitwise-xor" bitwise-xor "bitwise-not" bitwise-not
         "isqrt" euler-isqrt "sqrt" euler-sqrt "cbrt" euler-cbrt
         "ln" euler-ln "log" euler-log "log2" euler-log2 "log10" euler-log10 "powf" euler-powf
         "sin" euler-sin "cos" euler-cos "tan" euler-tan
         "asin" euler-asin "acos" euler-acos "atan" euler-atan "atan2" euler-atan2
         "floor" euler-floor "ceil" euler-ceil "round" euler-round "trunc" euler-trunc
         "number->float" inexact "numerator" euler-numerator "denominator" euler-denominator
         "%quotient" quotient "%integer" euler-integer "%exact" exact
         "%gcd" euler-gcd "%lcm" euler-lcm "%modular-product" euler-modular-product
         "%bit-length" bit-length "%shift" arithmetic-shift "%decimal" number->string
         "%make-string" %make-string "%string-length" string-length
         "%string-ref" string-ref "%string-set!" string-set!
         "%make-vector" %make-vector "%vector-ref" vector-ref "%vector-set!" vector-set!
         "%eq?" eq? "%error" error))
