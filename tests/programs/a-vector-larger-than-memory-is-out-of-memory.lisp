;; An allocation that can never succeed traps like any other, and takes nothing.
;; expect: (7 (1 . 2))
;; only: word=16
;; dialect: bare
(define (fill n) (make-vector 16000 0) (fill n))
((lambda items items)
 (catch (lambda (cause culprit) cause) (fill 1)) (cons 1 2))
