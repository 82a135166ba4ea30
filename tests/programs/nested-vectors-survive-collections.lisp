;; Vectors of lists of vectors survive collections, their elements in place.
;; expect: #((1 #(2 (3 . 4)) 5) #(#((6)) 7 7 7 7 7) (8) (8) (8) (8))
;; dialect: bare
(define outer (make-vector 6 (cons 8 nil)))
(define inner (make-vector 2 2))
(define deep (make-vector 1 (cons (cons 6 nil) nil)))
(vector-set! inner 1 (cons 3 4))
(vector-set! outer 0 (cons 1 (cons inner (cons 5 nil))))
(vector-set! outer 1 (make-vector 6 7))
(vector-set! (vector-ref outer 1) 0 deep)
(vector-set! deep 0 (cons 6 nil))
(define (count n tail) (if (= n 0) tail (count (- n 1) (cons n tail))))
(define (waste n) (if (= n 0) 0 (begin (count 100 nil) (waste (- n 1)))))
(waste 60)
outer
