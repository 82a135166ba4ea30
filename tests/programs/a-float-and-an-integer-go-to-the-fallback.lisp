;; Only steps of floats alone have a result in hardware: what has an integer in it, or a ratio, or no integer for
;; its value is the fallback's, with both operands as they are.
;; expect: ((1 1.5) (1.5 1) ((1.5 1) 2.0) (0 2/3) (1 2.5) (1e30 0) (+nan.0 0) (1.5 x) 3.5)
;; dialect: bare
;; only: word=32,64
(define (list . l) l)
(define table (make-vector 97 (lambda (x y) (list x y))))
(set-number-fallback! table)
(define one 1)
(define part (%make-ratio 2 3))
(list (+ one 1.5) (* 1.5 one) (- 1.5 one 2.0) (- part) (/ 2.5) (%integer-part 1e30) (%integer-part +nan.0)
      (+ 1.5 'x) (+ 1.5 2.0))
