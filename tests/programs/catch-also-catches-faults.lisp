;; A fault without a handler in the vector unwinds to the catch frame.
;; expect: (3 . 5)
;; dialect: bare
(define (deep n) (if (= n 0) (car 5) (+ 1 (deep (- n 1)))))
(catch cons (deep 10))
