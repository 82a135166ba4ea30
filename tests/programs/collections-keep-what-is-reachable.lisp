;; Lists, vectors, strings, closures and frames survive many collections.
;; expect: (300 "a string that is longer than four words" #(1 2 3 4 5 6 7 (8)) 42 300)
;; dialect: bare
(define (count n tail) (if (= n 0) tail (count (- n 1) (cons n tail))))
(define (length l n) (if (null? l) n (length (cdr l) (+ n 1))))
(define kept (count 300 nil))
(define text (make-string 3 (integer->char 65)))
(define (fill v i) (if (= i 8) v (begin (vector-set! v (- i 1) i) (fill v (+ i 1)))))
(define items (fill (make-vector 8 0) 1))
(vector-set! items 7 (cons 8 nil))
(define add ((lambda (n) (lambda (x) (+ x n))) 40))
(define (waste n) (if (= n 0) 0 (begin (count 100 nil) (waste (- n 1)))))
(waste 60)
(+ 1 (waste 20))
((lambda items items)
  (length kept 0)
  "a string that is longer than four words"
  items
  (add 2)
  (car ((lambda (f) (f 300)) (lambda (n) (cons n text)))))
