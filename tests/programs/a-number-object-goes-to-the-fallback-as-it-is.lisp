;; A NUMBER is an operand like any other: only what cannot be computed with it is the fallback's.
;; expect: (32767 -1 fallback (32767 . b) (a . -32768) 15 14)
;; dialect: bare
;; only: word=16
(define (list . items) items)
(define table (make-vector 10 nil))
(vector-set! table 0 (lambda (x y) (if (eq? (object-type x) (object-type y)) 'fallback (cons x y))))
(vector-set! table 5 (lambda (x y) x))
(set-number-fallback! table)
(list (quotient 32767 1) (+ 32767 -32768) (+ 32767 1) (+ 32767 'b) (+ 'a -32768) (bit-length 32767)
      (popcount -32767))
