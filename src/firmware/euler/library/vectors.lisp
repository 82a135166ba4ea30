;; Vectors, beyond what is built in, and vectors of bits.

(defn vector-swap! (v i j) (%swap! v (cons i j) (vector-ref v i)))

(defn %swap! (v ij x)
  (vector-set! v (fst ij) (vector-ref v (rst ij)))
  (vector-set! v (rst ij) x))

(defn vector-add! (v i x) (vector-set! v i (+ (vector-ref v i) x)))
(defn vector-sub! (v i x) (vector-set! v i (- (vector-ref v i) x)))

;; Element i becomes f i.
(defn vector-init! (v f) (%vector-init! v f 0))

(defn %vector-init! (v f i)
  (if (< i (vector-length v))
      (do
        (vector-set! v i (f i))
        (%vector-init! v f (+ i 1)))
      v))

(defn vector-sum (v) (list-sum (vector->list v)))

;;; ------------------------------------------------------------------ bits
;;
;; A vector of integers of 32 bits each.

(defn make-bitvector (n) (make-vector (>> (+ n 31) 5) 0))
(defn bitvector-copy (b) (vector-copy b))

(defn bitvector-get (b i)
  (not (= (bitwise-and (vector-ref b (>> i 5)) (%shift 1 (bitwise-and i 31))) 0)))

(defn bitvector-set! (b i)
  (vector-set! b
               (>> i 5)
               (bitwise-or (vector-ref b (>> i 5)) (%shift 1 (bitwise-and i 31)))))

(defn bitvector-popcount (b) (%popcount b 0 0))

(defn %popcount (b i n)
  (if (< i (vector-length b)) (%popcount b (+ i 1) (+ n (popcount (vector-ref b i)))) n))
