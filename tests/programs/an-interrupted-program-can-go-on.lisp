;; The handler evaluates the expression itself, so the interrupt leaves no trace in the result. Two for
;; the same cycle are one.
;; expect: 1000
;; interrupt: 30000
;; interrupt: 30000
;; dialect: bare
(set-trap-handler! (lambda (cause culprit) (if (= cause 12) (eval culprit) (exit cause))))
(define n 0)
(define (run) (if (< n 1000) (begin (set! n (+ n 1)) (run)) n))
(run)
