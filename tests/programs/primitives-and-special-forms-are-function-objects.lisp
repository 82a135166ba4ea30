;; The names of the hardware's functions are ordinary symbols with FUNCTION objects.
;; expect: (6 6 22 #<special if>)
(define (type x) (object-type x))
(list (type car) (type cdr) (type if) if)
