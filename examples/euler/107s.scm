; Problem 107 on the network in its text, from a file: the weight that a spanning tree of least weight saves, by
; R. C. Prim's method: 150. Run it where the folder `examples` is.
(def rows
  (map (fn (line) (list->vector (string-split "," line)))
       (input-file-lines "examples/euler/network.txt")))
(def network (list->vector rows))
(def size (vector-length network))

(defn weight (a b)
  (let ((text (vector-ref (vector-ref network a) b)))
    (if (= text "-") 0 (string->number text))))

; Every edge is in the matrix twice.
(def total
  (/ (sum 0 (dec size) (fn (a) (sum 0 (dec size) (fn (b) (weight a b))))) 2))

(def queue (make-pqueue (list (cons 0 0))))
(def reached (make-vector size #f))

(defn enqueue-neighbours (a)
  (range-each 0 (dec size)
    (fn (b)
      (when (and (> (weight a b) 0) (not (vector-ref reached b)))
        (pqueue-enqueue! queue b (weight a b))))))

(defn grow (tree)
  (let ((next (pqueue-dequeue! queue)))
    (cond
      [(nil? next) tree]
      [(vector-ref reached (fst next)) (grow tree)]
      [else
        (vector-set! reached (fst next) #t)
        (enqueue-neighbours (fst next))
        (grow (+ tree (rst next)))])))

(solution (- total (grow 0)))
