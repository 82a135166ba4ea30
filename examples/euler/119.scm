; The thirtieth number of two digits or more that is a power of the sum of its digits, as 614656 = 28^4:
; 248155780267521. A priority queue has the next power of each base; numbers of fifteen digits have a sum of 135 at most.
(def queue (make-pqueue (map (fn (base) (cons base (square base))) (range 2 135))))

(defn search (found)
  (let* ((next (pqueue-dequeue! queue))
         (base (fst next))
         (power (rst next))
         (hits (if (and (> power 9) (= base (digit-sum power))) (inc found) found)))
    (pqueue-enqueue! queue base (* base power))
    (if (= hits 30) power (search hits))))

(solution (search 0))
