;; What a primitive cannot do without a frame it is tried to do with one, and traps there.
;; expect: ((30) 10 10 3 3 (1) 3 3 (true) 3 1 1)
;; dialect: bare
(define (list . items) items)
(define (code cause culprit) cause)
(define numbers (make-vector 3 30))
(define (element v i) (list (vector-ref v i)))
(define (first x) (list (car x)))
(define (less a b) (list (< a b)))
(define (sum a) (list (+ a missing)))
(list (element numbers 2) (catch code (element numbers 3)) (catch code (element numbers -1))
      (catch code (element numbers nil)) (catch code (element '(1) 0))
      (first '(1)) (catch code (first numbers)) (catch code (first 1))
      (less 1 2) (catch code (less 'a 'b)) (catch code (sum 1)) (catch code (sum 1)))
