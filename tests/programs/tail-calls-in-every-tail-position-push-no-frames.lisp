;; if, begin and a body's end are tail positions: 1,000 turns leave one level of frames.
;; expect: (done true)
;; dialect: bare
(define (loop n)
  (if (= n 0) 'done (begin n (if (< n 0) nil ((lambda () n (loop (- n 1))))))))
((lambda items items) (loop 1000) true)
