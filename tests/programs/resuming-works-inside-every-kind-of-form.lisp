;; The handler's value is the test of an if, the value of a define, an operator, an expansion.
;; expect: (yes handled 3 handled)
;; dialect: bare
(define (handled . x) 3)
(set-trap-handler! (lambda (cause culprit) 'handled))
(defmacro bad () (car 5))
(define y (car 5))
(define handled-value 'handled)
((lambda items items)
 (if (car 5) 'yes 'no)
 y
 ((begin (set-trap-handler! (lambda (cause culprit) +)) (car 5)) 1 2)
 (begin (set-trap-handler! (lambda (cause culprit) 'handled-value)) (bad)))
