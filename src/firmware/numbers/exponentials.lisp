;; Exponentials, logarithms and powers of floats; other numbers become floats first. Polynomials and their coefficients
;; are those of fdlibm (Sun Microsystems, 1993), unless something else is said. Nested steps are cheap, and three
;; parameters stay in registers.

;;; ------------------------------------------------------------------ powers of two

;; 2^k for k from -1024 in steps of 64, and for k from 1 to 64.
(define %coarse-powers (make-vector 32 0.0))
(define %fine-powers (make-vector 64 0.0))

(defn (%fill-powers! row n power)
  (if (= n (vector-length row))
      row
      (begin
        (vector-set! row n power)
        (%fill-powers! row (+ n 1) (* power (if (= (vector-length row) 64) 2.0 18446744073709551616.0))))))

(%fill-powers! %coarse-powers 0 (* 2.2250738585072014e-308 0.25))
(%fill-powers! %fine-powers 0 2.0)

;; y times 2^k, for k from -1151 to 1024 and y from 1/2 to 2, as far as there are such floats.
(defn (%scale y k)
  (if (< k -1023)
      (* (%scale-by y (+ k 127)) 2.938735877055719e-39)
      (%scale-by y (- k 1))))

(defn (%scale-by y k)
  (* y
     (vector-ref %fine-powers (bitwise-and k 63))
     (vector-ref %coarse-powers (+ (arithmetic-shift k -6) 16))))

;; The first 26 bits of x, rounded: the product of two such numbers is exact.
(defn (%upper x) (%upper-of x (* x 134217729.0)))
(defn (%upper-of x big) (- big (- big x)))

;;; ------------------------------------------------------------------ the exponential function

;;# Elementary functions
;;: (exp x) -- e to the power of x. These functions give floats, right to a unit in the last place; where the result
;;:   is exact and x is, an exact number.
;;> (exp 1.0) => 2.718281828459045
(define (exp x) (if (float? x) (%exp x) (if (eq? x 0) 1 (%exp (inexact x)))))

(defn (%exp x)
  (if (< -745.2 x 709.8)
      (%exp-reduced x (round (* x 1.4426950408889634)))
      (if (< x 0.0) 0.0 (if (= x x) +inf.0 x))))

;; x - k log 2, the second factor in two parts.
(defn (%exp-reduced x k)
  (%exp-sum (- x (* k 0.6931471803691238)) (* k 1.9082149292705877e-10) k))

;; 1 + high + (rest - low); what rounding takes from the first sum is not lost.
(defn (%exp-sum high low k)
  (%scale (+ (+ 1.0 high) (+ (- high (- (+ 1.0 high) 1.0)) (- (%exp-rest (- high low)) low)))
          (%integer-part k)))

(defn (%exp-rest r) (%exp-quotient r (- r (%exp-polynomial (* r r)))))
(defn (%exp-quotient r c) (/ (* r c) (- 2.0 c)))

(defn (%exp-polynomial z)
  (* z (+ 1.66666666666666019037e-01
          (* z (+ -2.77777777770155933842e-03
                  (* z (+ 6.61375632143793436117e-05
                          (* z (+ -1.65339022054652515390e-06
                                  (* z 4.13813679705723846039e-08))))))))))

;;; ------------------------------------------------------------------ logarithms

;;: (log x [base]) -- The natural logarithm, or that to a base.
;;> (log 2.0) => 0.6931471805599453
;;> (log 8 2) => 3.0
(define (log x . list)
  (if (null? list)
      (if (float? x) (%log x) (%log-exact x))
      (%apply %log-base x list)))

(defn (%log-exact x)
  (if (eq? x 1)
      0
      (if (exact-integer? x)
          (%log-integer x)
          (if (ratio? x) (%log-ratio x (inexact x)) (%wrong-type x)))))

(defn (%log-integer x)
  (if (< 0 x) (%log-shifted x (- (bit-length x) 1000)) (%log (inexact x))))

(defn (%log-shifted x more)
  (if (< more 1)
      (%log (inexact x))
      (%shifted-parts (inexact (arithmetic-shift x (- more))) (inexact more) %log-parts)))

(defn (%log-ratio x float)
  (if (if (< 1e-300 float 1e300) true (< x 0))
      (%log float)
      (- (log (%ratio-numerator x)) (log (%ratio-denominator x)))))

(defn (%log x)
  (if (< 0.7071067811865475 x 1.4142135623730951)
      (%log-parts (- x 1.0) 0.0)
      (if (< 0.0 x +inf.0)
          (%parts %log-parts x)
          (if (= x 0.0) -inf.0 (if (< x 0.0) +nan.0 x)))))

;; Of a positive float.
(defn (%parts f x)
  (if (< 1e-300 x 1e300)
      (%shifted-parts x 0.0 f)
      (if (< x 1.0)
          (%shifted-parts (* x 1.6069380442589903e+60) -200.0 f)
          (%shifted-parts (/ x 1.6069380442589903e+60) 200.0 f))))

;; Applies f to m - 1 and k + `more`, where x is m 2^k and m is between the roots of 1/2 and 2. The exponent of x is
;; not near an end.
(defn (%shifted-parts x more f) (%parts-with (%significand x (%exponent-of x)) more f))

(defn (%exponent-of x) (- (%digits-integer (%shifted (%float-digits x) 1 -52)) 1023))
(defn (%significand x k) (cons (* x (%scale-by 1.0 (- -1 k))) (inexact k)))

(defn (%parts-with parts more f)
  (if (< (car parts) 1.4142135623730951)
      (funcall f (- (car parts) 1.0) (+ more (cdr parts)))
      (funcall f (- (* (car parts) 0.5) 1.0) (+ more (cdr parts) 1.0))))

;; The logarithm of 1 + f, plus k log 2.
(defn (%log-parts f k) (%log-sum f k (/ f (+ 2.0 f))))

(defn (%log-sum f k s)
  (- (* k 0.6931471803691238)
     (- (- (* 0.5 f f)
           (+ (* s (+ (* 0.5 f f) (%log-polynomial (* s s)))) (* k 1.9082149292705877e-10)))
        f)))

(defn (%log-polynomial z)
  (* z (+ 6.666666666666735130e-01
          (* z (+ 3.999999999940941908e-01
                  (* z (+ 2.857142874366239149e-01
                          (* z (+ 2.222219843214978396e-01
                                  (* z (+ 1.818357216161805012e-01
                                          (* z (+ 1.531383769920937332e-01
                                                  (* z 1.479819860511658591e-01))))))))))))))

;;; ------------------------------------------------------------------ logarithms to two floats
;;
;; The logarithm to base 2 as (high . low): 26 bits, and some 45 more. Products of floats with 26 bits are exact.

;; Of a positive number: a float, a long integer, or a ratio that is far from 1.
(defn (%log-two x)
  (if (float? x)
      (%parts %log-two-parts x)
      (if (ratio? x)
          (%less-parts (%log-two (%short-or-long (%ratio-numerator x)))
                       (%log-two (%short-or-long (%ratio-denominator x))))
          (%log-two-shifted x (max 0 (- (bit-length x) 1000))))))

(defn (%less-parts x y) (%two-parts (- (car x) (car y)) (- (cdr x) (cdr y))))
(defn (%short-or-long n) (if (bignum? n) n (inexact n)))

(defn (%log-two-shifted x more)
  (%shifted-parts (inexact (arithmetic-shift x (- more))) (inexact more) %log-two-parts))

;; Of 1 + f, plus k: with m = 1 + f, c = 3/4, 1 or 5/4 and s = (m - c) / (m + c) it is log c plus 2 / (3 log 2) times s
;; times 3 + s^2 + ... What is known of c is 2 c and log c, in two parts.
(defn (%log-two-parts f k)
  (if (< f 0.11)
      (if (< f -0.134)
          (%log-two-about (+ f 0.25) k '(1.5 -0.41503749787807465 . -1.4007691725501674e-09))
          (%log-two-about f k '(2.0 0.0 . 0.0)))
      (%log-two-about (- f 0.25) k '(2.5 0.32192809879779816 . -3.910435808867962e-09))))

;; f is m - c.
(defn (%log-two-about f k known) (%log-two-of (cons k known) f (/ f (+ (car known) f))))

(defn (%log-two-of known f s)
  (%log-two-sum known
                (%log-two-product s (cons (%upper s) (%lower-quotient f (%upper s) (car (cdr known)))))))

;; f / (twice + f), less its first bits.
(defn (%lower-quotient f s twice) (%lower-of f s (cons (%upper (+ twice f)) twice)))

(defn (%lower-of f s sum)
  (/ (- (- f (* s (car sum))) (* s (- f (- (car sum) (cdr sum))))) (+ (cdr sum) f)))

(defn (%log-two-product s parts)
  (%product-parts s parts
                  (%third-parts (* (car parts) (car parts))
                                (+ (%log-two-polynomial (* s s)) (* (cdr parts) (+ (car parts) s))))))

(defn (%third-parts square rest) (%third-of square rest (%upper (+ 3.0 square rest))))
(defn (%third-of square rest upper) (cons upper (- rest (- (- upper 3.0) square))))

(defn (%product-parts s parts third)
  (%two-parts (* (car parts) (car third)) (+ (* (cdr parts) (car third)) (* (cdr third) s))))

;; x + y: 26 bits and the rest. y is small beside x.
(defn (%two-parts x y) (%two-parts-of x y (%upper (+ x y))))
(defn (%two-parts-of x y upper) (cons upper (- y (- upper x))))

(defn (%log-two-sum known product)
  (%add-exponent known
                 (* 0.9617967009544373 (car product))
                 (+ (* -7.028461650952758e-09 (car product))
                    (* 0.9617966939259756 (cdr product))
                    (cdr (cdr (cdr known))))))

(defn (%add-exponent known x y)
  (%exponent-added known x (cons (%upper (+ x y (car (cdr (cdr known))) (car known))) y)))

(defn (%exponent-added known x parts)
  (cons (car parts) (- (cdr parts) (- (- (- (car parts) (car known)) (car (cdr (cdr known)))) x))))

;; Terms of the logarithm's series, fitted up to (3 - 8^(1/2))^2.
(defn (%log-two-polynomial z)
  (* z z
     (+ 0.6
        (* z (+ 0.4285714285714405
                (* z (+ 0.3333333333248383
                        (* z (+ 0.272727275030892 (* z (%log-two-higher z)))))))))))

(defn (%log-two-higher z)
  (+ 0.23076892443777647
     (* z (+ 0.20002207040770967 (* z (+ 0.1755935450923681 (* z 0.17584767935814777)))))))

;; The logarithm of x to the base b.
(defn (%log-base x b) (if (eq? x 1) (if (< 0 b) 0 (%log-base 1.0 b)) (%log-to (%base x) (%base b))))

;; A float, but for long integers and ratios near the ends of the floats or beyond.
(defn (%base x) (if (bignum? x) x (if (ratio? x) (%ratio-or-float x (inexact x)) (inexact x))))

(defn (%ratio-or-float x float) (if (< 1e-300 (abs float) 1e300) float x))

(defn (%log-to x b)
  (if (if (< 0.0 x +inf.0) (if (< 0.0 b +inf.0) (if (= b 1.0) false true) false) false)
      (%log-quotient (%log-two x) (%log-two b))
      (/ (log x) (log b))))

(defn (%log-quotient x b) (%log-quotient-of x b (%upper (/ (car x) (car b)))))

(defn (%log-quotient-of x b q)
  (+ q (/ (+ (- (car x) (* q (car b))) (- (cdr x) (* q (cdr b)))) (+ (car b) (cdr b)))))

;;; ------------------------------------------------------------------ powers

;; Exact ones are computed by squaring.
(define (expt x n)
  (if (exact-integer? n)
      (if (float? x)
          (if (< -2 n 3) (%short-power x n) (%signed-power x n))
          (if (< n 0) (/ (%power-of x (- n))) (%power-of (%check-number x) n)))
      (if (number? n) (%signed-power (%base x) n) (%wrong-type n))))

(defn (%short-power x n)
  (if (< n 1) (if (= n 0) 1.0 (/ 1.0 x)) (if (= n 1) x (* x x))))

;; As C has it.
(defn (%signed-power x y)
  (if (%below-zero? x)
      (if (%integral? y)
          (if (odd? y) (- (%positive-power (- x) y)) (%positive-power (- x) y))
          (if (= y y)
              (if (if (%finite? y) (< -inf.0 x 0.0) false) +nan.0 (%positive-power (- x) y))
              y))
      (%positive-power x y)))

;; What an exact exponent has beyond its float counts.
(defn (%positive-power x y)
  (if (float? y) (%power-with x y 0.0) (%exact-power x y (inexact y))))

(defn (%exact-power x y float)
  (%power-with x float (if (%finite? float) (inexact (- y (exact float))) 0.0)))

(defn (%power-with x y less)
  (if (if (= y 0.0) true (= x 1.0))
      1.0
      (if (if (< 0.0 x +inf.0) (< -1e25 y 1e25) false)
          (%power-parts (%log-two x) y (cons (%upper y) less))
          (if (= x x) (if (= y y) (if (eq? (< x 1.0) (< 0.0 y)) 0.0 +inf.0) y) x))))

;; The exponent of 2 in two parts, the first of them exact.
(defn (%power-parts log y parts)
  (%power-sum (* (car parts) (car log))
              (+ (* (- y (car parts)) (car log)) (* y (cdr log)) (* (cdr parts) (car log)))))

(defn (%power-sum x y)
  (if (< -1080.0 (+ x y) 1024.4)
      (%power-rest x y (round (+ x y)))
      (if (< x 0.0) 0.0 +inf.0)))

(defn (%power-rest x y n) (%power-fraction n (%two-parts (- x n) y)))

(defn (%power-fraction n parts)
  (%power-exp n
              (* (car parts) 0.6931471824645996)
              (+ (* (cdr parts) 0.6931471805599453) (* (car parts) -1.904654299957768e-09))))

(defn (%power-exp n x y) (%exp-sum (+ x y) (- (- (+ x y) x) y) n))
