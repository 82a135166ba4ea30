;; A program that ends in a trap nobody catches: the machine halts, and CLINK still tells how it
;; got there. The price of the last item is missing.

(define (price item) (car (cdr item)))

(define (total items)
  (if (null? items)
      0
      (+ (price (car items)) (total (cdr items)))))

(define (report name items)
  (print name)
  (* 2 (total items)))

(report "groceries" '((bread 3) (milk 2) (salt)))
