;; An interrupt that comes while a test is computed without a frame is taken when it has one.
;; expect: 1000
;; interrupt: 3000
;; dialect: bare
(set-trap-handler! (lambda (cause culprit) (if (= cause 12) (eval culprit) (exit cause))))
(define n 0)
(define x 0)
(define limit 1000)
(define (run x) (if (< n limit) (begin (set! n (+ n 1)) (run x)) n))
(run x)
