;; Sums, products, quotients, roots and comparisons of floats are those of IEEE 754, through every number of
;; operands; one operand is negated, or divides 1.
;; expect: ((3.75 -1.5 -0.0 0.0 15.0 21.0) (0.75 0.3333333333333333 -inf.0 +nan.0) (1.4142135623730951 +nan.0 2.0 3.0 2.0 -0.0) (true false false true false true) (2 -7 7 7.0 -3.0 true 1e300) (1.5 4607182418800017408))
;; dialect: bare
;; only: word=32,64
(define (list . l) l)
(define zero 0.0)
(define (sum a b c d e) (+ a b c d e))
(list
  (list (+ 1.5 2.25) (- 1.5) (- zero) (- 1.5 1.5) (sum 1.0 2.0 3.0 4.0 5.0) (+ 1.0 2.0 3.0 4.0 5.0 6.0))
  (list (/ 6.0 2.0 4.0) (/ 1.0 3.0) (/ -1.0 zero) (* +inf.0 zero))
  (list (sqrt 2.0) (sqrt -2.0) (floor 2.5) (ceiling 2.5) (round 2.5) (ceiling -0.5))
  (list (< 1.0 2.0 3.0 4.0 5.0) (< 1.0 2.0 3.0 3.0 5.0) (= +nan.0 +nan.0) (= 0.0 -0.0) (> 1.0 1.0)
        (>= 1.0 1.0 0.5))
  (list (%integer-part 2.9) (%integer-part -7.5) (floor 7) (inexact 7) (inexact -3) (number? 0.5)
        (catch (lambda (cause culprit) culprit) (%integer-part 1e300)))
  (list (%make-float (%float-digits 1.5)) (%float-digits 1.0)))
