;; Functions defined in a body may call each other, whichever comes first.
;; expect: (true false)
;; dialect: bare
(define (parity n)
  (define (is-even n) (if (= n 0) true (is-odd (- n 1))))
  (define (is-odd n) (if (= n 0) false (is-even (- n 1))))
  (is-even n))
((lambda items items) (parity 10) (parity 7))
