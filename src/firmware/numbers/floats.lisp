;; FLOATs: what becomes of other numbers, what they become, and where they meet others.

;; Digits of 64 bits.
(define %float-width (quotient 64 %word-bits))

;; Neither NaN nor infinite?
(defn (%finite? x) (= (- x x) 0.0))

;; Is the number an integer, exact or not?
(defn (%integral? x)
  (if (exact-integer? x) true (if (float? x) (if (%finite? x) (= x (floor x)) false) false)))

;;; ------------------------------------------------------------------ floats as exact numbers

;;# Rational numbers and floats
;;: (exact x) -- The exact value of a float; an exact number itself.
;;> (exact 0.5) => 1/2
(define (exact x) (if (float? x) (%exact-float x) (if (number? x) x (%wrong-type x))))
;;: (inexact->exact x) -- The older name of `exact`.
;;> (inexact->exact 2.0) => 2
(define inexact->exact exact)

;; What is less than 10^9 has an immediate as its integer part.
(defn (%exact-float x)
  (if (if (< -1e9 x 1e9) (= x (floor x)) false)
      (%integer-part x)
      (if (%finite? x)
          (if (< x 0.0) (- (%float-parts %times-power x)) (%float-parts %times-power x))
          (error "no exact number is" x))))

;; Applies f to integers m and e: m times 2^e is the magnitude of x, which is finite.
(defn (%float-parts f x)
  (let ((row (%float-digits x)))
    (%exponent-and f
                   (bitwise-and (%digits-integer (%shifted row 1 -52)) 2047)
                   (%shifted (%shifted row %float-width 12) %float-width -12))))

(defn (%exponent-and f exponent row)
  (if (= exponent 0)
      (funcall f (%integer row %float-width) -1074)
      (begin
        (%digits-add! row %leading-bit 0)
        (funcall f (%integer row %float-width) (- exponent 1075)))))

;; The bit that is not stored.
(define %leading-bit (%shifted %one-row %float-width 52))

;; m times 2^e, m not 0.
(defn (%times-power m e)
  (if (< e 0)
      (%over-power m (- e) (- (bit-length (bitwise-xor m (- m 1))) 1))
      (arithmetic-shift m e)))

;; m over 2^e. So many of its last bits are 0.
(defn (%over-power m e zeros)
  (if (< zeros e)
      (%make-ratio (arithmetic-shift m (- zeros)) (arithmetic-shift 1 (- e zeros)))
      (arithmetic-shift m (- e))))

;;; ------------------------------------------------------------------ exact numbers as floats

(defn (%inexact x y)
  (if (bignum? x)
      (%row-float x (%row-bits x (%digits-count x)))
      (if (ratio? x)
          (%ratio-float (%ratio-numerator x) (%ratio-denominator x))
          (%wrong-type x))))

;; The bits of a row of n digits, the last not 0.
(defn (%row-bits row n) (+ (* (- n 1) %word-bits) (%top-bits row n)))

;; Of an integer with so many bits.
(defn (%row-float row bits)
  (if (< 1024 bits)
      (if (< (%digits-sign row) 0) -inf.0 +inf.0)
      (if (< (%digits-sign row) 0)
          (- (* (%leading-float row (- 55 bits)) (%power-of-two (- bits 55))))
          (* (%leading-float row (- 55 bits)) (%power-of-two (- bits 55))))))

;; The 55 bits of a magnitude that such a shift leaves, the last of them 1 if a bit that is lost was: rounded once,
;; to the nearest float.
(defn (%leading-float a shift)
  (let ((row (%make-bignum %float-width)))
    (let ((lost (%digits-shift! row a shift)))
      (if (= %float-width 1)
          (inexact (bitwise-or (%digits-integer row) lost))
          (+ (* 268435456.0 (inexact (%digits-integer (%shifted row 1 -28))))
             (inexact (bitwise-or (%digits-integer (%shifted (%shifted row 1 4) 1 -4)) lost)))))))

;; 2^e, which is neither subnormal nor infinite.
(defn (%power-of-two e) (%make-float (%shifted (%row (+ e 1023)) %float-width 52)))

;; n / d, the float that is nearest; d is positive. The quotient of two integers that are floats is rounded once.
(defn (%ratio-float n d)
  (if (if (< (bit-length n) 54) (< (bit-length d) 54) false)
      (/ (inexact n) (inexact d))
      (if (< n 0)
          (- (%long-ratio-float (- n) d))
          (%long-ratio-float n d))))

(defn (%long-ratio-float n d) (%quotient-float n d (- (bit-length n) (bit-length d) 55)))

;; n over (2^e d) has 55 bits or 56. One more tells whether there is a remainder.
(defn (%quotient-float n d e)
  (let ((parts (if (< e 0)
                   (%divide (arithmetic-shift n (- e)) d cons)
                   (%divide n (arithmetic-shift d e) cons))))
    (%rounded-float (+ (car parts) (car parts) (if (= (cdr parts) 0) 0 1)) (- e 1))))

;; m times 2^e, m not negative. Its last bit may stand for others that are lost, if m has 55 bits or more.
(defn (%rounded-float m e)
  (%dropped-float m e (max (- (bit-length m) 53) (- -1074 e))))

;; So many bits are dropped; the last of them decides, in the middle between two floats the others.
(defn (%dropped-float m e drop)
  (if (< drop 1)
      (%float-of (arithmetic-shift m (- drop)) (+ e drop))
      (%half-float m e drop (arithmetic-shift m (- 1 drop)))))

(defn (%half-float m e drop double)
  (%float-of (+ (arithmetic-shift double -1)
                (if (= (bitwise-and double 1) 0)
                    0
                    (if (= (bitwise-and double 2) 2)
                        1
                        (if (= m (arithmetic-shift double (- drop 1))) 0 1))))
             (+ e drop)))

;; m times 2^e, m no greater than 2^53 and with fewer than 53 bits only if e is -1074. The leading bit of m and a
;; carry add to the exponent.
(defn (%float-of m e)
  (if (< 971 e)
      +inf.0
      (%make-float (%wide (+ (arithmetic-shift (+ e 1074) 52) m) %float-width))))

;;; ------------------------------------------------------------------ where floats meet others
;;
;; The exact operand becomes a float, but for comparisons.

(defn (%add-mixed x y)
  (if (if (float? x) (number? y) false)
      (+ x (inexact y))
      (if (if (float? y) (number? x) false)
          (+ (inexact x) y)
          (%rationals %add-ratios x y))))

(defn (%subtract-mixed x y)
  (if (if (float? x) (number? y) false)
      (- x (inexact y))
      (if (if (float? y) (number? x) false)
          (- (inexact x) y)
          (%rationals %subtract-ratios x y))))

(defn (%multiply-mixed x y)
  (if (if (float? x) (number? y) false)
      (* x (inexact y))
      (if (if (float? y) (number? x) false)
          (* (inexact x) y)
          (%rationals %multiply-ratios x y))))

(defn (%divide-mixed x y)
  (if (if (float? x) (number? y) false)
      (if (eq? y 0) (%divide-by-zero 1) (/ x (inexact y)))
      (if (if (float? y) (number? x) false)
          (/ (inexact x) y)
          (%rationals %divide-ratios x y))))

;; f of integers, one of which or both are floats.
(defn (%integral-mixed f x y)
  (if (%integral? x)
      (if (%integral? y) (inexact (funcall f (exact x) (exact y))) (%wrong-type y))
      (%wrong-type x)))

;; A comparison, by exact values.
(defn (%compare-mixed f x y)
  (if (if (float? x) (number? y) false)
      (let ((a (%stand-in y x))) (if a (funcall f x a) (funcall f (exact x) y)))
      (if (if (float? y) (number? x) false)
          (let ((a (%stand-in x y))) (if a (funcall f a y) (funcall f x (exact y))))
          (%compare-ratios f x y))))

;; A float that compares with the float y as x does, which is exact; nil if there is none. The float that is nearest
;; to x is on the same side of y, if it is not y itself.
(defn (%stand-in x y)
  (if (%finite? y)
      (let ((near (inexact x)))
        (if (= near y)
            (if (if (exact-integer? x) (< (bit-length x) 54) false) near nil)
            near))
      0.0))

;;; ------------------------------------------------------------------ square roots

(defn (%square-root x y)
  (if (exact-integer? x)
      (%root-of-integer x)
      (if (ratio? x) (%root-of-ratio (%ratio-numerator x) (%ratio-denominator x)) (%wrong-type x))))

;; Exact if it is an integer.
(defn (%root-of-integer x)
  (if (< x 0)
      +nan.0
      (if (< (bit-length x) 54)
          (%exact-root x (sqrt (inexact x)))
          (let ((parts (exact-integer-sqrt x)))
            (if (= (cdr parts) 0) (car parts) (%irrational-root x 1))))))

(defn (%exact-root x root)
  (let ((n (%integer-part root))) (if (= (* n n) x) n root)))

(defn (%root-of-ratio n d)
  (let ((a (%root-of-integer n)) (b (%root-of-integer d)))
    (if (if (float? a) true (float? b))
        (if (< n 0) a (%irrational-root n d))
        (%over a b))))

;; Of n / d, no square.
(defn (%irrational-root n d)
  (%shifted-root n d (quotient (- 113 (- (bit-length n) (bit-length d))) 2)))

;; The root of n 4^k / d has 56 bits or more. It is no integer: there are always bits that are lost.
(defn (%shifted-root n d k)
  (let ((root (car (exact-integer-sqrt (if (< k 0)
                                      (quotient n (arithmetic-shift d (- (+ k k))))
                                      (quotient (arithmetic-shift n (+ k k)) d))))))
    (%rounded-float (+ root root 1) (- -1 k))))
