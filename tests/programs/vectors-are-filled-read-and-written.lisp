;; Vectors of 0, 1 and 7 elements; vector-set! returns the value stored.
;; expect: (#() #(a) 7 #(0 0 0 9 0 0 0) 9)
;; dialect: bare
(define v (make-vector 7 0))
(define (list . items) items)
(define s (vector-set! v 3 9))
(list (make-vector 0 1) (make-vector 1 'a) (vector-length v) v (vector-ref v 3))
