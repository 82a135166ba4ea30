;; Vectors, beyond what is built in, and vectors of bits.

;;# Vectors
;;: (vector-swap! v i j) -- Exchanges two elements.
;;> (let ((v (vector 1 2))) (vector-swap! v 0 1) (vector->list v)) => (2 1)
(defn vector-swap! (v i j) (%swap! v (cons i j) (vector-ref v i)))

(defn %swap! (v ij x)
  (vector-set! v (fst ij) (vector-ref v (rst ij)))
  (vector-set! v (rst ij) x))

;;: (vector-add! v i x) -- Adds x to an element.
;;> (let ((v (vector 1 2))) (vector-add! v 0 5) (vector->list v)) => (6 2)
(defn vector-add! (v i x) (vector-set! v i (+ (vector-ref v i) x)))
;;: (vector-sub! v i x) -- Subtracts x from an element.
;;> (let ((v (vector 1 2))) (vector-sub! v 0 5) (vector->list v)) => (-4 2)
(defn vector-sub! (v i x) (vector-set! v i (- (vector-ref v i) x)))

;; Element i becomes f i.
;;: (vector-init! v f) -- Element i becomes f of i.
;;> (vector->list (vector-init! (make-vector 3 0) square)) => (0 1 4)
(defn vector-init! (v f) (%vector-init! v f 0))

(defn %vector-init! (v f i)
  (if (< i (vector-length v))
      (do
        (vector-set! v i (f i))
        (%vector-init! v f (+ i 1)))
      v))

;;: (vector-sum v) -- The sum.
;;> (vector-sum (vector 1 2 3)) => 6
(defn vector-sum (v) (list-sum (vector->list v)))

;;; ------------------------------------------------------------------ bits
;;
;; A vector of integers of 32 bits each.

;;: (make-bitvector n) -- A vector of n bits that are 0.
;;> (bitvector-popcount (make-bitvector 100)) => 0
(defn make-bitvector (n) (make-vector (>> (+ n 31) 5) 0))
;;: (bitvector-copy b) -- A new vector of the same bits.
(defn bitvector-copy (b) (vector-copy b))

;;: (bitvector-get b i) -- Is bit i 1?
;;> (bitvector-get (make-bitvector 100) 77) => #f
(defn bitvector-get (b i)
  (not (= (bitwise-and (vector-ref b (>> i 5)) (%shift 1 (bitwise-and i 31))) 0)))

;;: (bitvector-set! b i) -- Bit i becomes 1.
(defn bitvector-set! (b i)
  (vector-set! b
               (>> i 5)
               (bitwise-or (vector-ref b (>> i 5)) (%shift 1 (bitwise-and i 31)))))

;;: (bitvector-popcount b) -- How many bits are 1.
;;> (let ((b (make-bitvector 100))) (bitvector-set! b 77) (bitvector-popcount b)) => 1
(defn bitvector-popcount (b) (%popcount b 0 0))

(defn %popcount (b i n)
  (if (< i (vector-length b)) (%popcount b (+ i 1) (+ n (popcount (vector-ref b i)))) n))
