;; A sum, a product, a negation, a shift and a quotient without an immediate go to the fallback.
;; expect: (true (* 300 1000000000) true (<< 1 100) true (+ 5 (* 300 1000000000)))
;; dialect: bare
;; only: word=32
(define (list . items) items)
(define table (make-vector 20 nil))
(vector-set! table 0 (lambda (x y) (if (eq? x 1073741823) true (list '+ x y))))
(vector-set! table 1 (lambda (x y) (eq? x 0)))
(vector-set! table 4 (lambda (x y) (list '* x y)))
(vector-set! table 5 (lambda (x y) (eq? y -1)))
(vector-set! table 16 (lambda (x y) (list '<< x y)))
(set-number-fallback! table)
(list (+ 1073741823 1) (* 300 1000000000) (- -1073741824) (arithmetic-shift 1 100)
      (quotient -1073741824 -1) (+ 2 3 (* 300 1000000000)))
