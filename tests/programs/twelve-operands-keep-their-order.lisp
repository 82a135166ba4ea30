;; A dozen operands, some of them combinations, arrive in order.
;; expect: (1 2 3 4 5 6 7 8 9 10 11 12)
;; dialect: bare
(define (dozen a b c d e f g h i j k l)
  ((lambda items items) a b c d e f g h i j k l))
(dozen 1 (+ 1 1) 3 (+ 2 2) 5 (+ 3 3) 7 (+ 4 4) 9 (+ 5 5) 11 (+ 6 6))
