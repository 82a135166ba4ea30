;; What the hardware has no result for, the fallback's function gets, step by step and from the left.
;; expect: ((+ a b) (- 0 a) (* a 1) (bit-length a 0) (+ (+ (+ 3 c) 4) 5) (- (- (- a b) c) d) (popcount (b) 0) (quotient a 0) (remainder a 2) (modulo nil b) (arithmetic-shift a 1) (bitwise-and 1 a))
;; dialect: bare
(define (list . items) items)
(define table (make-vector 61 nil))
(define (named number name) (vector-set! table number (lambda (x y) (list name x y))))
(named 0 '+) (named 1 '-) (named 4 '*) (named 5 'quotient) (named 6 'remainder) (named 7 'modulo)
(named 13 'bitwise-and) (named 16 'arithmetic-shift) (named 59 'bit-length) (named 60 'popcount)
(set-number-fallback! table)
(list (+ 'a 'b) (- 'a) (* 'a) (bit-length 'a) (+ 1 2 'c 4 5) (- 'a 'b 'c 'd) (popcount '(b))
      (quotient 'a 0) (remainder 'a 2) (modulo nil 'b) (arithmetic-shift 'a 1) (bitwise-and 1 'a))
