;; vector, conversions, fill, copy and map.
;; expect: (#(1 2) (1 2) #(a b) #(7 7) #(1 2) #(2 3) false)
(define v (vector 1 2))
(list v (vector->list v) (list->vector '(a b)) (vector-fill! (make-vector 2 0) 7) (vector-copy v)
      (vector-map 1+ v) (eq? v (vector-copy v)))
