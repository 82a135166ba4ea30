;; The environment of a FUNCTION: bindings, innermost first; NIL if it has none.
;; expect: (1 2 true true true)
(define (adder n m) (lambda (x) (+ x n)))
(define (pairs f) (procedure-environment f))
(define (value-in name list) (if (eq? (car (car list)) name) (cdr (car list)) (value-in name (cdr list))))
(define f (adder 1 2))
(list (value-in 'n (pairs f)) (value-in 'm (pairs f))
      (null? (pairs pairs)) (null? (pairs car)) (null? (pairs (call/cc (lambda (k) k)))))
