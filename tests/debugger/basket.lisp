;; What a basket costs. One of the prices is wrong.
(define (price item) (cdr item))

(define (reduced amount)
  (- amount 5))

(define (total items)
  (if (null? items)
      0
      (+ (price (car items)) (total (cdr items)))))

(define basket
  (list (cons 'bread 4) (cons 'tea (reduced 3)) (cons 'milk 2)))

(print (total basket))
