;; Streams: the empty list, or a pair of an element and a promise of what follows, which is a function of no argument.

(defn stream-rst (s) ((rst s)))

;;; ------------------------------------------------------------------ making them

(defn step-stream (a . more) (%step-stream a (if (nil? more) 1 (fst more))))
(defn %step-stream (a step) (stream-cons a (%step-stream (+ a step) step)))

(defn range-stream (a b . more) (%range-stream a b (if (nil? more) 1 (fst more))))

(defn %range-stream (a b step)
  (if (> a b) '() (stream-cons a (%range-stream (+ a step) b step))))

(defn vector-stream (v) (%vector-stream v 0))

(defn %vector-stream (v i)
  (if (< i (vector-length v))
      (stream-cons (vector-ref v i) (%vector-stream v (+ i 1)))
      '()))

(defn permutations-stream (v) (%permutations-stream (vector-copy v) (%first-counts v)))

(defn %permutations-stream (v counts)
  (stream-cons (vector-copy v)
               (if (%permute! v counts 1) (%permutations-stream v counts) '())))

;;; ------------------------------------------------------------------ one from another

(defn stream-map (f s)
  (if (nil? s) '() (stream-cons (f (fst s)) (stream-map f (stream-rst s)))))

;; The first element is looked for at once.
(defn stream-select (p s)
  (if (nil? s)
      '()
      (if (p (fst s))
          (stream-cons (fst s) (stream-select p (stream-rst s)))
          (stream-select p (stream-rst s)))))

(defn stream-flatmap (f s)
  (if (nil? s) '() (%stream-before (f (fst s)) f s)))

;; The elements of `front`, then those that f makes of the rest of s.
(defn %stream-before (front f s)
  (if (nil? front)
      (stream-flatmap f (stream-rst s))
      (stream-cons (fst front) (%stream-before (stream-rst front) f s))))

(defn stream-take-while (p s)
  (if (nil? s)
      '()
      (if (p (fst s)) (stream-cons (fst s) (stream-take-while p (stream-rst s))) '())))

(defn stream-enumerate (s) (%stream-enumerate s 0))

(defn %stream-enumerate (s n)
  (if (nil? s)
      '()
      (stream-cons (cons (fst s) n) (%stream-enumerate (stream-rst s) (+ n 1)))))

;;; ------------------------------------------------------------------ parts

(defn stream-nth (n s)
  (if (nil? s) '() (if (= n 0) (fst s) (stream-nth (- n 1) (stream-rst s)))))

;; The rest behind the last one that is wanted is not made.
(defn stream-take (n s) (if (< n 1) '() (%stream-take n s '())))

(defn %stream-take (n s done)
  (if (nil? s)
      (reverse done)
      (if (= n 1)
          (reverse (cons (fst s) done))
          (%stream-take (- n 1) (stream-rst s) (cons (fst s) done)))))

(defn stream-collect (s) (%stream-collect s '()))

(defn %stream-collect (s done)
  (if (nil? s) (reverse done) (%stream-collect (stream-rst s) (cons (fst s) done))))

;;; ------------------------------------------------------------------ one value of all

(defn stream-reduce (f acc s)
  (if (nil? s) acc (stream-reduce f (f (fst s) acc) (stream-rst s))))

(defn stream-reduce-sum (f s) (%stream-sum f s 0))
(defn %stream-sum (f s n) (if (nil? s) n (%stream-sum f (stream-rst s) (+ n (f (fst s))))))

(defn stream-sum (s) (stream-reduce + 0 s))
(defn stream-product (s) (stream-reduce * 1 s))

(defn stream-count (p s) (%stream-count p s 0))
(defn %stream-count (p s n)
  (if (nil? s) n (%stream-count p (stream-rst s) (if (p (fst s)) (+ n 1) n))))

(defn stream-length (s) (%stream-length s 0))
(defn %stream-length (s n) (if (nil? s) n (%stream-length (stream-rst s) (+ n 1))))

(defn stream-each (f s)
  (if (nil? s) '() (do (f (fst s)) (stream-each f (stream-rst s)))))

(defn stream-print (s) (stream-each println s))

(defn stream-max (s) (if (nil? s) '() (stream-reduce %later-max (fst s) (stream-rst s))))
(defn stream-min (s) (if (nil? s) '() (stream-reduce %later-min (fst s) (stream-rst s))))
(defn %later-max (x best) (max best x))
(defn %later-min (x best) (min best x))

(defn stream-max-of (f s) (if (nil? s) '() (%stream-max-of f (stream-rst s) (f (fst s)))))
(defn %stream-max-of (f s best)
  (if (nil? s) best (%stream-max-of f (stream-rst s) (max best (f (fst s))))))

(defn stream-min-of (f s) (if (nil? s) '() (%stream-min-of f (stream-rst s) (f (fst s)))))
(defn %stream-min-of (f s best)
  (if (nil? s) best (%stream-min-of f (stream-rst s) (min best (f (fst s))))))

;; `best` is the pair of an element and its value.
(defn stream-max-by (f s)
  (if (nil? s) '() (%stream-max-by f (stream-rst s) (cons (fst s) (f (fst s))))))
(defn %stream-max-by (f s best)
  (if (nil? s) (fst best) (%stream-max-by f (stream-rst s) (%greater-of best (fst s) (f (fst s))))))

(defn stream-min-by (f s)
  (if (nil? s) '() (%stream-min-by f (stream-rst s) (cons (fst s) (f (fst s))))))
(defn %stream-min-by (f s best)
  (if (nil? s) (fst best) (%stream-min-by f (stream-rst s) (%less-of best (fst s) (f (fst s))))))
