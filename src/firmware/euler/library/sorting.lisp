;; Sorting, permutations and tuples.

;;; ------------------------------------------------------------------ sort
;;
;; Merges. What is merged comes out in reverse, so ascending lists are merged to descending ones and these to
;; ascending ones again. Equal elements keep their order: in a descending list the last of them stands first.

;;# Pairs and lists
;;: (sort l) -- In order, by `<`; equal ones stay as they are.
;;> (sort (list 3 1 2)) => (1 2 3)
(defn sort (l) (%sort-up l (length l)))

(defn %sort-up (l n)
  (if (< n 2)
      (take n l)
      (%merge-down (%sort-down l (>> n 1)) (%sort-down (%drop (>> n 1) l) (- n (>> n 1))) '())))

(defn %sort-down (l n)
  (if (< n 2)
      (take n l)
      (%merge-up (%sort-up l (>> n 1)) (%sort-up (%drop (>> n 1) l) (- n (>> n 1))) '())))

;; Of descending lists, the greatest first.
(defn %merge-down (a b done)
  (if (nil? a)
      (%reverse b done)
      (if (nil? b)
          (%reverse a done)
          (if (< (fst b) (fst a))
              (%merge-down (rst a) b (cons (fst a) done))
              (%merge-down a (rst b) (cons (fst b) done))))))

;; Of ascending lists, the least first.
(defn %merge-up (a b done)
  (if (nil? a)
      (%reverse b done)
      (if (nil? b)
          (%reverse a done)
          (if (< (fst b) (fst a))
              (%merge-up a (rst b) (cons (fst b) done))
              (%merge-up (rst a) b (cons (fst a) done))))))

;;; ------------------------------------------------------------------ permutations
;;
;; B. R. Heap, 1963, in the form that counts: place i of `counts` has how often element i has been exchanged since
;; those below it began anew.

;;: (permutations l) -- All of them.
;;> (permutations (list 1 2 3)) => ((1 2 3) (2 1 3) (3 1 2) (1 3 2) (2 3 1) (3 2 1))
(defn permutations (l)
  (let ((v (list->vector l)))
    (%permutations v (%first-counts v) (list (vector->list v)))))

(defn %permutations (v counts done)
  (if (%permute! v counts 1)
      (%permutations v counts (cons (vector->list v) done))
      (reverse done)))

(defn %first-counts (v) (make-vector (+ 1 (vector-length v)) 0))

;; To the next permutation, by an exchange with element i or one above it; false if there is none.
(defn %permute! (v counts i)
  (if (< i (vector-length v))
      (if (< (vector-ref counts i) i)
          (do
            (vector-swap! v (if (even? i) 0 (vector-ref counts i)) i)
            (vector-set! counts i (+ 1 (vector-ref counts i)))
            #t)
          (do
            (vector-set! counts i 0)
            (%permute! v counts (+ i 1))))
      #f))

;;; ------------------------------------------------------------------ tuples

;; All lists of n elements, each of which may be any of the list's; the first one changes fastest.
;;: (combinations n l) -- All lists of n elements of l, any of them again.
;;> (combinations 2 (list 1 2)) => ((1 1) (2 1) (1 2) (2 2))
(defn combinations (n l)
  (%tuples (%check (<= 0 n) "no tuple has the length" n) (reverse l) (list '())))

(defn %tuples (n reversed tails)
  (if (= n 0) tails (%tuples (- n 1) reversed (%longer-tuples reversed (reverse tails) '()))))

;; Each tail, the last first, with each element before it, the last first.
(defn %longer-tuples (reversed tails done)
  (if (nil? tails)
      done
      (%longer-tuples reversed (rst tails) (%before-tail reversed (fst tails) done))))

(defn %before-tail (reversed tail done)
  (if (nil? reversed)
      done
      (%before-tail (rst reversed) tail (cons (cons (fst reversed) tail) done))))
