;; Two closures of one scope share a variable; another call has its own.
;; expect: (1 2 1 3)
;; dialect: bare
(define (counter) (define n 0) (lambda () (set! n (+ n 1)) n))
(define a (counter))
(define b (counter))
(define first (a))
(define second (a))
((lambda items items) first second (b) (a))
