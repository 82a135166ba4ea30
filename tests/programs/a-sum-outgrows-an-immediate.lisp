;; The sum of two immediates may be a NUMBER: with words of 16 bits this one is.
;; expect: (16384 -16386)
(define (double x) (+ x x))
(define (less x) (- x 8193))
(define (doubled n x) (if (= n 0) x (doubled (- n 1) (double x))))
(list (doubled 14 1) (less -8193))
