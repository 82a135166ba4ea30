;; A loop of ten thousand turns, with arguments that are not consed, allocates bindings only.
;; expect: done
;; only: word=32
;; dialect: bare
(define (loop n) (if (= n 0) 'done (loop (- n 1))))
(loop 10000)
