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

;; Element i goes down until no child is smaller. What moves it works on the storage of the vector alone.
(defn pqueue-max-heapify! (q i)
  (%sink! (%vector-ref q 0) i (cons (vector-length q) (vector-ref q i)))
  %undefined)

;; `nx` has the length of the heap and the element.
(defn %sink! (s i nx)
  (if (< (+ i i 1) (fst nx))
      (%sink-to! s (cons i (%smaller-child s (+ i i 1) (fst nx))) nx)
      (%vector-set! s i (rst nx))))

;; The index of the smaller one of the elements i and i + 1, if there is one.
(defn %smaller-child (s i n)
  (if (< (+ i 1) n)
      (if (< (rst (%vector-ref s (+ i 1))) (rst (%vector-ref s i))) (+ i 1) i)
      i))

(defn %sink-to! (s ic nx)
  (if (< (rst (%vector-ref s (rst ic))) (rst (rst nx)))
      (do
        (%vector-set! s (fst ic) (%vector-ref s (rst ic)))
        (%sink! s (rst ic) nx))
      (%vector-set! s (fst ic) (rst nx))))

;; Element i goes up as long as its parent is greater.
(defn pqueue-swap! (q i)
  (%rise! (%vector-ref q 0) i (vector-ref q i))
  %undefined)

(defn %rise! (s i x) (if (= i 0) (%vector-set! s 0 x) (%rise-to! s (cons i (>> (- i 1) 1)) x)))

(defn %rise-to! (s ip x)
  (if (< (rst x) (rst (%vector-ref s (rst ip))))
      (do
        (%vector-set! s (fst ip) (%vector-ref s (rst ip)))
        (%rise! s (rst ip) x))
      (%vector-set! s (fst ip) x)))

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
        (%sink! (%vector-ref q 0) 0 (cons (vector-length q) last))
        first)))

;;; ------------------------------------------------------------------ queues of the older tree
;;
;; (before? . heap): a heap is empty, or a pair (value . priority) with a list of heaps, none of which has a pair that
;; comes before it: M. L. Fredman and others, The Pairing Heap, 1986.

(defn make-priority-queue (pairs) (%queue-of pairs (cons > '())))
(defn make-min-priority-queue (pairs) (%queue-of pairs (cons < '())))

(defn %queue-of (pairs q)
  (if (nil? pairs)
      q
      (do
        (%queue-add! q (fst pairs))
        (%queue-of (rst pairs) q))))

(defn priority-queue-insert! (q value priority) (%queue-add! q (cons value priority)))
(defn %queue-add! (q pair) (set-rst! q (%meld (fst q) (list pair) (rst q))))

(defn %meld (before? a b)
  (if (nil? a)
      b
      (if (nil? b)
          a
          (if (before? (rfst b) (rfst a))
              (cons (fst b) (cons a (rst b)))
              (cons (fst a) (cons b (rst a)))))))

(defn priority-queue-max (q) (if (nil? (rst q)) '() (frst q)))
(defn priority-queue-pop! (q) (if (nil? (rst q)) '() (%queue-pop! q (rst q))))

(defn %queue-pop! (q heap)
  (set-rst! q (%meld-all (fst q) (rst heap) '()))
  (fst heap))

;; Two by two, then these from the last on.
(defn %meld-all (before? heaps done)
  (if (nil? heaps)
      (%meld-back before? done '())
      (if (nil? (rst heaps))
          (%meld-back before? done (fst heaps))
          (%meld-all before? (rrst heaps) (cons (%meld before? (fst heaps) (frst heaps)) done)))))

(defn %meld-back (before? heaps heap)
  (if (nil? heaps) heap (%meld-back before? (rst heaps) (%meld before? (fst heaps) heap))))
