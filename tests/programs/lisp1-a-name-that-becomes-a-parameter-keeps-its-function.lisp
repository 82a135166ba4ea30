;; A function is called by its name as before when the name has become a parameter of another one.
;; expect: (2 10 5 3 1 20)
;; namespace: lisp1
(define (next x) (+ x 1))
(define (call y) (next y))
(define (less y) (if (< y 3) 10 20))
(define (with next) (next 5))
(define (compare <) (< 1 2))
(list (call 1) (less 1) (with (lambda (x) x)) (call 2) (compare (lambda (x y) x)) (less 3))
