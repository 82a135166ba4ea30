;; The digits of pi, one after the other, by a spigot that need not know how many there will be: J. Gibbons,
;; "Unbounded Spigot Algorithms for the Digits of Pi", American Mathematical Monthly 113(4), 2006. Its integers
;; grow with every digit.
;; only: word=32,64

;; What has been taken in of the series is q, r and t, its next term has k and l; n is the next digit, if that is
;; certain.
(define (spigot q r t k l n digits)
  (if (< (+ (* 4 q) (- r t)) (* n t))
      (begin
        (write-char (integer->char (+ 48 n)))
        (if (> digits 1)
            (let ((rest (* 10 (- r (* n t)))))
              (spigot (* 10 q) rest t k l
                      (- (quotient (* 10 (+ (* 3 q) r)) t) (* 10 n))
                      (- digits 1)))
            (newline)))
      (spigot (* q k) (* (+ (* 2 q) r) l) (* t l) (+ k 1) (+ l 2)
              (quotient (+ (* q (+ (* 7 k) 2)) (* r l)) (* t l))
              digits)))

(define (write-pi digits) (spigot 1 0 1 1 3 3 digits))

(write-pi 30)
