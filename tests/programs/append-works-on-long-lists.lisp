;; Two hundred and fifty elements at constant depth of frames.
;; expect: (500 1)
(define (count n l) (if (= n 0) l (count (- n 1) (cons n l))))
(define l (count 250 nil))
(define both (append l l))
(list (length both) (car both))
