;; An interrupt in a function of the fallback finds the frame of the step, and the sum goes on after it.
;; expect: 37
;; dialect: bare
;; interrupt: 2000
(set-trap-handler! (lambda (cause culprit) (if (eq? cause 12) (eval culprit) (exit cause))))
(define table (make-vector 1 nil))
(define n 200)
(define (count) (if (eq? n 0) 30 (begin (set! n (- n 1)) (count))))
(vector-set! table 0 (lambda (x y) (count)))
(set-number-fallback! table)
(+ 'a 1 2 3 2)
