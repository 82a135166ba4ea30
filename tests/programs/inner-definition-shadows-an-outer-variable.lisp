;; An inner definition hides the variable outside, and a second one of the same name replaces it.
;; expect: (5 1)
;; dialect: bare
(define (outer x)
  (define (inner y) (define x 4) (set! x (+ x y)) x)
  ((lambda items items) (inner 1) x))
(outer 1)
