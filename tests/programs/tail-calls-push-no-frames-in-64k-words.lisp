;; Four thousand turns bind 32,000 words; with a frame for each they would not fit in 64K words.
;; expect: done
;; only: word=16
;; dialect: bare
(define (loop n) (if (= n 0) 'done (loop (- n 1))))
(loop 4000)
