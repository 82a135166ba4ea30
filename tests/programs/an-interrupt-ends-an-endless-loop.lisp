;; An interrupt is a trap with the cause 12; the culprit is an expression of the loop.
;; expect: 12
;; interrupt: 30000
;; dialect: bare
(catch (lambda (cause culprit) cause)
  ((lambda (loop) (loop loop)) (lambda (loop) (loop loop))))
