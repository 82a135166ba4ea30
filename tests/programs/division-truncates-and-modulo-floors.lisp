;; quotient and remainder truncate, modulo takes the divisor's sign.
;; expect: ((3 -3 -3 3) (1 -1 1 -1) (1 1 -1 -1))
;; dialect: bare
(define (list . items) items)
(list (list (quotient 7 2) (quotient -7 2) (quotient 7 -2) (quotient -7 -2))
      (list (remainder 7 2) (remainder -7 2) (remainder 7 -2) (remainder -7 -2))
      (list (modulo 7 2) (modulo -7 2) (modulo 7 -2) (modulo -7 -2)))
