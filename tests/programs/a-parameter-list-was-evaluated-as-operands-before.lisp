;; The list (x) is code before it names a parameter: what is noted in its cell is of another sort.
;; expect: (5 . 8)
(define x 5)
(define l (cons 'x nil))
(define code (cons '+ l))
(define (turn n) (if (= n 0) (eval code) (begin (eval code) (turn (- n 1)))))
(define sum (turn 3))
(define f (eval (cons 'lambda (cons l (cons (cons '+ (cons 'x (cons 7 nil))) nil)))))
(cons sum (f 1))
