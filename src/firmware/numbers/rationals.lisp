;; Rational numbers: an integer, or a RATIO in lowest terms with a denominator of 2 or more.

(defn (%top x) (if (ratio? x) (%ratio-numerator x) x))
(defn (%bottom x) (if (ratio? x) (%ratio-denominator x) 1))

;; n / d, which have no common divisor; d is positive.
(defn (%over n d) (if (= d 1) n (%make-ratio n d)))

;; n / d of any integers, d not 0.
(defn (%fraction n d)
  (if (< d 0)
      (%without-divisor (- n) (- d) (%divisor n d))
      (%without-divisor n d (%divisor n d))))

(defn (%without-divisor n d divisor)
  (if (= divisor 1) (%over n d) (%over (quotient n divisor) (quotient d divisor))))

;; f of the numerators and denominators of two rational numbers, if they are that. A FLOAT is none here.
(defn (%rationals f x y)
  (if (number? x)
      (if (number? y)
          (funcall f (%top x) (%bottom x) (%top y) (%bottom y))
          (%wrong-type y))
      (%wrong-type x)))

;;; ------------------------------------------------------------------ arithmetic
;;
;; Divisors are taken out early, where numbers are shorter: D. E. Knuth, The Art of Computer Programming, volume 2,
;; 4.5.1.

(defn (%add-ratios a b c d) (%add-with-divisor a b c d (%divisor b d)))
(defn (%subtract-ratios a b c d) (%add-with-divisor a b (- c) d (%divisor b d)))

(defn (%add-with-divisor a b c d divisor)
  (if (= divisor 1)
      (%over (+ (* a d) (* b c)) (* b d))
      (%add-reduced (+ (* a (quotient d divisor)) (* c (quotient b divisor)))
                    (quotient b divisor)
                    d
                    divisor)))

;; The sum is n / (b d), with no divisors but those of `divisor`.
(defn (%add-reduced n b d divisor)
  (let ((common (%divisor n divisor)))
    (%over (quotient n common) (* b (quotient d common)))))

(defn (%multiply-ratios a b c d) (%multiply-reduced a b c d (%divisor a d) (%divisor b c)))

(defn (%multiply-reduced a b c d outer inner)
  (%over (* (quotient a outer) (quotient c inner))
         (* (quotient b inner) (quotient d outer))))

(defn (%divide-ratios a b c d)
  (if (= c 0)
      (%divide-by-zero a)
      (if (< c 0) (%multiply-ratios a b (- d) (- c)) (%multiply-ratios a b d c))))

;; The trap, of an integer.
(defn (%divide-by-zero n) (quotient n 0))

(defn (%divide-integers x y) (if (= y 0) (%divide-by-zero x) (%fraction x y)))

;; A comparison: both times both denominators, which are positive.
(defn (%compare-ratios f x y)
  (if (number? x)
      (if (number? y)
          (funcall f (* (%top x) (%bottom y)) (* (%top y) (%bottom x)))
          (%wrong-type y))
      (%wrong-type x)))

;;; ------------------------------------------------------------------ integers beside a ratio

(defn (%ratio-floor n d) (if (< n 0) (- (quotient n d) 1) (quotient n d)))
(defn (%ratio-ceiling n d) (if (< n 0) (quotient n d) (+ (quotient n d) 1)))

;; In the middle between two integers is n / 2 alone.
(defn (%ratio-round n d)
  (if (= d 2)
      (%even-one (%ratio-floor n 2))
      (%ratio-floor (+ n n d) (+ d d))))

;; Of n and n + 1.
(defn (%even-one n) (if (= (bitwise-and n 1) 0) n (+ n 1)))

;; f of numerator and denominator, if x is a RATIO; an integer itself.
(defn (%of-ratio f x)
  (if (ratio? x)
      (funcall f (%ratio-numerator x) (%ratio-denominator x))
      (if (number? x) x (%wrong-type x))))
