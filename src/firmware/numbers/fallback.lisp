;; What arithmetic does with numbers that are no immediates, and with results that are none: the machine
;; applies the element with the primitive's number to both operands of a step. Long integers come first.

;; Traps as the primitive would have: x is no number.
(defn (%wrong-type x) (if (pair? x) (vector-length x) (car x)))

;; f of two integers, if they are that.
(defn (%integers f x y)
  (if (exact-integer? x)
      (if (exact-integer? y) (funcall f x y) (%wrong-type y))
      (%wrong-type x)))

(define %fallbacks (make-vector 89 nil))

(define (%fall-back-on number f) (vector-set! %fallbacks number f))

;; Sums of long numbers are short of cycles.
(%fall-back-on 0
  (lambda (x y)
    (if (if (bignum? x) (bignum? y) false)
        (%add-rows x y (%digits-sign y))
        (if (if (exact-integer? x) (exact-integer? y) false) (%add x y) (%add-mixed x y)))))
(%fall-back-on 1
  (lambda (x y)
    (if (if (bignum? x) (bignum? y) false)
        (%add-rows x y (- (%digits-sign y)))
        (if (if (exact-integer? x) (exact-integer? y) false)
            (%subtract x y)
            (%subtract-mixed x y)))))
(%fall-back-on 4
  (lambda (x y)
    (if (exact-integer? x)
        (if (exact-integer? y) (%multiply x y) (%multiply-mixed x y))
        (%multiply-mixed x y))))
(%fall-back-on 5
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (%quotient x y)
        (%integral-mixed quotient x y))))
(%fall-back-on 6
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (%remainder x y)
        (%integral-mixed remainder x y))))
(%fall-back-on 7
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (%modulo x y)
        (%integral-mixed modulo x y))))
(%fall-back-on 8
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (= (%order x y) 0)
        (%compare-mixed = x y))))
(%fall-back-on 9
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (< (%order x y) 0)
        (%compare-mixed < x y))))
(%fall-back-on 10
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (> (%order x y) 0)
        (%compare-mixed > x y))))
(%fall-back-on 11
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (<= (%order x y) 0)
        (%compare-mixed <= x y))))
(%fall-back-on 12
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (>= (%order x y) 0)
        (%compare-mixed >= x y))))
(%fall-back-on 13 (lambda (x y) (%integers %and-bits x y)))
(%fall-back-on 14 (lambda (x y) (%integers %or-bits x y)))
(%fall-back-on 15 (lambda (x y) (%integers %xor-bits x y)))
(%fall-back-on 16 (lambda (x y) (%integers %shift x y)))
(%fall-back-on 59 (lambda (x y) (%integers %bit-length-of x y)))
(%fall-back-on 60 (lambda (x y) (%integers %popcount-of x y)))
(%fall-back-on 82
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (%divide-integers x y)
        (%divide-mixed x y))))
;; Those of one operand: y is 0.
(%fall-back-on 83 %square-root)
(%fall-back-on 84 (lambda (x y) (%of-ratio %ratio-floor x)))
(%fall-back-on 85 (lambda (x y) (%of-ratio %ratio-ceiling x)))
(%fall-back-on 86 (lambda (x y) (%of-ratio %ratio-round x)))
(%fall-back-on 87
  (lambda (x y)
    (if (float? x)
        (exact (if (< x 0.0) (ceiling x) (floor x)))
        (%of-ratio quotient x))))
(%fall-back-on 88 %inexact)
