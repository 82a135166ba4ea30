;; Streams: the empty list, or a pair of an element and a promise of what follows, which is a function of no argument.

;;# Streams
;;: (stream-rst s) -- The stream behind the first element.
;;> (fst (stream-rst (step-stream 1))) => 2
(defn stream-rst (s) ((rst s)))

;;; ------------------------------------------------------------------ making them

;;: (step-stream a [by]) -- a, a + by, ... without an end.
;;> (stream-take 3 (step-stream 1 2)) => (1 3 5)
(defn step-stream (a . more) (%step-stream a (if (nil? more) 1 (fst more))))
(defn %step-stream (a step) (stream-cons a (%step-stream (+ a step) step)))

;;: (range-stream a b [by]) -- The same up to b.
;;> (stream-collect (range-stream 1 3)) => (1 2 3)
(defn range-stream (a b . more) (%range-stream a b (if (nil? more) 1 (fst more))))

(defn %range-stream (a b step)
  (if (> a b) '() (stream-cons a (%range-stream (+ a step) b step))))

;;: (vector-stream v) -- The elements of a vector.
;;> (stream-collect (vector-stream (vector 1 2))) => (1 2)
(defn vector-stream (v) (%vector-stream v 0))

(defn %vector-stream (v i)
  (if (< i (vector-length v))
      (stream-cons (vector-ref v i) (%vector-stream v (+ i 1)))
      '()))

;;: (permutations-stream v) -- The permutations of a vector, as vectors.
;;> (stream-length (permutations-stream (vector 1 2 3))) => 6
(defn permutations-stream (v) (%permutations-stream (vector-copy v) (%first-counts v)))

(defn %permutations-stream (v counts)
  (stream-cons (vector-copy v)
               (if (%permute! v counts 1) (%permutations-stream v counts) '())))

;;; ------------------------------------------------------------------ one from another

;;: (stream-map f s) -- A stream of the values of f.
;;> (stream-take 3 (stream-map square (step-stream 1))) => (1 4 9)
(defn stream-map (f s)
  (if (nil? s) '() (stream-cons (f (fst s)) (stream-map f (stream-rst s)))))

;; The first element is looked for at once.
;;: (stream-select p s) -- Those for which p is true.
;;> (stream-take 3 (stream-select even? (step-stream 1))) => (2 4 6)
(defn stream-select (p s)
  (if (nil? s)
      '()
      (if (p (fst s))
          (stream-cons (fst s) (stream-select p (stream-rst s)))
          (stream-select p (stream-rst s)))))

;;: (stream-flatmap f s) -- The elements of the streams that f gives.
;;> (stream-collect (stream-flatmap (fn (n) (range-stream 1 n)) (range-stream 1 2))) => (1 1 2)
(defn stream-flatmap (f s)
  (if (nil? s) '() (%stream-before (f (fst s)) f s)))

;; The elements of `front`, then those that f makes of the rest of s.
(defn %stream-before (front f s)
  (if (nil? front)
      (stream-flatmap f (stream-rst s))
      (stream-cons (fst front) (%stream-before (stream-rst front) f s))))

;;: (stream-take-while p s) -- Those before the first for which p is false.
;;> (stream-collect (stream-take-while (fn (x) (< x 4)) (step-stream 1))) => (1 2 3)
(defn stream-take-while (p s)
  (if (nil? s)
      '()
      (if (p (fst s)) (stream-cons (fst s) (stream-take-while p (stream-rst s))) '())))

;;: (stream-enumerate s) -- Pairs (element . index).
;;> (stream-take 2 (stream-enumerate (step-stream 5))) => ((5 . 0) (6 . 1))
(defn stream-enumerate (s) (%stream-enumerate s 0))

(defn %stream-enumerate (s n)
  (if (nil? s)
      '()
      (stream-cons (cons (fst s) n) (%stream-enumerate (stream-rst s) (+ n 1)))))

;;; ------------------------------------------------------------------ parts

;;: (stream-nth n s) -- The element at an index.
;;> (stream-nth 3 (step-stream 1)) => 4
(defn stream-nth (n s)
  (if (nil? s) '() (if (= n 0) (fst s) (stream-nth (- n 1) (stream-rst s)))))

;; The rest behind the last one that is wanted is not made.
;;: (stream-take n s) -- A list of the first n.
;;> (stream-take 3 (step-stream 1)) => (1 2 3)
(defn stream-take (n s) (if (< n 1) '() (%stream-take n s '())))

(defn %stream-take (n s done)
  (if (nil? s)
      (reverse done)
      (if (= n 1)
          (reverse (cons (fst s) done))
          (%stream-take (- n 1) (stream-rst s) (cons (fst s) done)))))

;;: (stream-collect s) -- A list of all.
;;> (stream-collect (range-stream 1 3)) => (1 2 3)
(defn stream-collect (s) (%stream-collect s '()))

(defn %stream-collect (s done)
  (if (nil? s) (reverse done) (%stream-collect (stream-rst s) (cons (fst s) done))))

;;; ------------------------------------------------------------------ one value of all

;;: (stream-reduce f acc s) -- As `reduce`.
;;> (stream-reduce + 0 (range-stream 1 3)) => 6
(defn stream-reduce (f acc s)
  (if (nil? s) acc (stream-reduce f (f (fst s) acc) (stream-rst s))))

;;: (stream-reduce-sum f s) -- The sum of the values of f.
;;> (stream-reduce-sum square (range-stream 1 3)) => 14
(defn stream-reduce-sum (f s) (%stream-sum f s 0))
(defn %stream-sum (f s n) (if (nil? s) n (%stream-sum f (stream-rst s) (+ n (f (fst s))))))

;;: (stream-sum s) -- The sum.
;;> (stream-sum (range-stream 1 3)) => 6
(defn stream-sum (s) (stream-reduce + 0 s))
;;: (stream-product s) -- The product.
;;> (stream-product (range-stream 1 4)) => 24
(defn stream-product (s) (stream-reduce * 1 s))

;;: (stream-count p s) -- For how many p is true.
;;> (stream-count even? (range-stream 1 5)) => 2
(defn stream-count (p s) (%stream-count p s 0))
(defn %stream-count (p s n)
  (if (nil? s) n (%stream-count p (stream-rst s) (if (p (fst s)) (+ n 1) n))))

;;: (stream-length s) -- How many there are.
;;> (stream-length (range-stream 1 5)) => 5
(defn stream-length (s) (%stream-length s 0))
(defn %stream-length (s n) (if (nil? s) n (%stream-length (stream-rst s) (+ n 1))))

;;: (stream-each f s) -- Applies f to each, for what it does.
;;> (stream-each id (range-stream 1 3)) => '()
(defn stream-each (f s)
  (if (nil? s) '() (do (f (fst s)) (stream-each f (stream-rst s)))))

;;: (stream-print s) -- Prints each.
(defn stream-print (s) (stream-each println s))

;;: (stream-max s) -- The greatest.
;;> (stream-max (range-stream 1 5)) => 5
(defn stream-max (s) (if (nil? s) '() (stream-reduce %later-max (fst s) (stream-rst s))))
;;: (stream-min s) -- The least.
;;> (stream-min (range-stream 1 5)) => 1
(defn stream-min (s) (if (nil? s) '() (stream-reduce %later-min (fst s) (stream-rst s))))
(defn %later-max (x best) (max best x))
(defn %later-min (x best) (min best x))

;;: (stream-max-of f s) -- The greatest value of f.
;;> (stream-max-of square (range-stream 1 5)) => 25
(defn stream-max-of (f s) (if (nil? s) '() (%stream-max-of f (stream-rst s) (f (fst s)))))
(defn %stream-max-of (f s best)
  (if (nil? s) best (%stream-max-of f (stream-rst s) (max best (f (fst s))))))

;;: (stream-min-of f s) -- The least value of f.
;;> (stream-min-of square (range-stream 1 5)) => 1
(defn stream-min-of (f s) (if (nil? s) '() (%stream-min-of f (stream-rst s) (f (fst s)))))
(defn %stream-min-of (f s best)
  (if (nil? s) best (%stream-min-of f (stream-rst s) (min best (f (fst s))))))

;; `best` is the pair of an element and its value.
;;: (stream-max-by f s) -- The element with the greatest value of f.
;;> (stream-max-by square (range-stream 1 5)) => 5
(defn stream-max-by (f s)
  (if (nil? s) '() (%stream-max-by f (stream-rst s) (cons (fst s) (f (fst s))))))
(defn %stream-max-by (f s best)
  (if (nil? s) (fst best) (%stream-max-by f (stream-rst s) (%greater-of best (fst s) (f (fst s))))))

;;: (stream-min-by f s) -- The element with the least.
;;> (stream-min-by square (range-stream 1 5)) => 1
(defn stream-min-by (f s)
  (if (nil? s) '() (%stream-min-by f (stream-rst s) (cons (fst s) (f (fst s))))))
(defn %stream-min-by (f s best)
  (if (nil? s) (fst best) (%stream-min-by f (stream-rst s) (%less-of best (fst s) (f (fst s))))))
