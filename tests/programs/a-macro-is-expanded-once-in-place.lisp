;; The expansion replaces the form: ten calls, one expansion.
;; expect: (1 10)
;; dialect: bare
(define expansions 0)
(define sum 0)
(defmacro one () (set! expansions (+ expansions 1)) 1)
(define (loop n) (if (= n 0) nil (begin (set! sum (+ sum (one))) (loop (- n 1)))))
(loop 10)
((lambda items items) expansions sum)
