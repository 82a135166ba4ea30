;; A collector copies the digits of a BIGNUM and looks at none of them.
;; expect: (1267650600228229401496703205376 -1267650600228229401496703205376)
;; dialect: bare
(define (power n)
  (define row (%make-bignum 9))
  (%digits-shift! row (%digits-load! (%make-bignum 1) 1) n)
  row)
(define kept (power 100))
(define other (power 100))
(%digits-set-sign! other -1)
(define (churn n) (if (= n 0) 0 (begin (%digits-not! (%make-bignum (bitwise-and n 31))) (churn (- n 1)))))
(churn 400)
((lambda items items) kept other)
