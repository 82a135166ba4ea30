;; exit ends the program, however deep; what follows is not evaluated.
;; expect: (the end)
;; dialect: bare
(define (deep n) (if (= n 0) (exit '(the end)) (+ 1 (deep (- n 1)))))
(deep 5)
(car 5)
