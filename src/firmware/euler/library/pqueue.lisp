;; Priority queues: heaps in vectors of pairs (value . priority), the smallest priority first: T. H. Cormen and others,
;; Introduction to Algorithms, 6.5. A pair moves along its way and is put down once.

(defn make-pqueue (pairs)
  (let ((q (list->vector pairs)))
    (%pqueue-build! q (- (div (vector-length q) 2) 1))
    q))

(defn %pqueue-build! (q i)
  (if (< i 0)
      '()
      (do
        (pqueue-max-heapify! q i)
        (%pqueue-build! q (- i 1)))))

(defn pqueue-parent (i) (>> (- i 1) 1))
(defn pqueue-left (i) (+ i i 1))
(defn pqueue-right (i) (+ i i 2))

;; Element i goes down until no child is smaller.
(defn pqueue-max-heapify! (q i) (%sink! q i (vector-ref q i)))

(defn %sink! (q i x)
  (if (< (+ i i 1) (vector-length q))
      (%sink-to! q i (cons (%smaller-child q (+ i i 1)) x))
      (vector-set! q i x)))

;; The index of the smaller one of the elements i and i + 1, if there is one.
(defn %smaller-child (q i)
  (if (< (+ i 1) (vector-length q))
      (if (< (rst (vector-ref q (+ i 1))) (rst (vector-ref q i))) (+ i 1) i)
      i))

(defn %sink-to! (q i child)
  (if (< (rst (vector-ref q (fst child))) (rst (rst child)))
      (do
        (vector-set! q i (vector-ref q (fst child)))
        (%sink! q (fst child) (rst child)))
      (vector-set! q i (rst child))))

;; Element i goes up as long as its parent is greater.
(defn pqueue-swap! (q i) (%rise! q i (vector-ref q i)))

(defn %rise! (q i x)
  (if (if (= i 0) #f (< (rst x) (rst (vector-ref q (>> (- i 1) 1)))))
      (do
        (vector-set! q i (vector-ref q (>> (- i 1) 1)))
        (%rise! q (>> (- i 1) 1) x))
      (vector-set! q i x)))

(defn pqueue-peek (q) (if (= (vector-length q) 0) '() (vector-ref q 0)))

(defn pqueue-enqueue! (q value priority)
  (vector-push! q (cons value priority))
  (pqueue-swap! q (- (vector-length q) 1)))

(defn pqueue-dequeue! (q)
  (if (= (vector-length q) 0) '() (%pqueue-remove! q (vector-pop! q))))

;; The last element takes the place of the first, which is the value.
(defn %pqueue-remove! (q last)
  (if (= (vector-length q) 0)
      last
      (let ((first (vector-ref q 0)))
        (%sink! q 0 last)
        first)))

;;; ------------------------------------------------------------------ the older tree's names
;;
;; A queue of these is (1 . heap) or, with the greatest priority first, (-1 . heap) of negated priorities. An element
;; of the heap is ((value . priority) . key).

(defn make-min-priority-queue (pairs) (%keyed-queue 1 pairs))
(defn make-priority-queue (pairs) (%keyed-queue -1 pairs))

(defn %keyed-queue (sign pairs)
  (cons sign (make-pqueue (map (fn (pair) (cons pair (* sign (rst pair)))) pairs))))

(defn priority-queue-insert! (q value priority)
  (pqueue-enqueue! (rst q) (cons value priority) (* (fst q) priority)))

(defn priority-queue-max (q) (%value-of (pqueue-peek (rst q))))
(defn priority-queue-pop! (q) (%value-of (pqueue-dequeue! (rst q))))
(defn %value-of (element) (if (nil? element) '() (fst element)))
