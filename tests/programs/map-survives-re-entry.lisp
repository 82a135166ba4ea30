;; A continuation captured in map's function returns twice; the first result is not written over.
;; expect: ((1 x 3) (1 y 3))
(define k1 nil)
(define first nil)
(define result (map (lambda (n) (if (= n 2) (call/cc (lambda (k) (set! k1 k) 'x)) n)) '(1 2 3)))
(if first (list first result) (begin (set! first result) (k1 'y)))
