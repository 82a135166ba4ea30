;; Lists. Loops are tail calls with at most three parameters, which stay in registers; what they collect is turned
;; round at the end, so that a continuation captured in a function may be called again. An operand that is no list is
;; the machine's error.

;;# Pairs and lists
;;: (pair a b) -- The same.
;;> (pair 1 2) => (1 . 2)
(defn pair (a b) (cons a b))
;;# Comparison and kinds
;;: (empty? x) -- The same.
;;> (empty? '(1)) => #f
(defn empty? (l) (nil? l))

;;; ------------------------------------------------------------------ parts

;;# Pairs and lists
;;: (length l) -- How many elements it has.
;;> (length (list 1 2 3)) => 3
(defn length (l) (%length l 0))
(defn %length (l n) (if (nil? l) n (%length (rst l) (+ n 1))))

;;: (nth n l) -- The element at an index, from 0 on.
;;> (nth 1 (list 1 2 3)) => 2
(defn nth (n l) (if (= n 0) (fst l) (nth (- n 1) (rst l))))
;;: (last l) -- The last element.
;;> (last (list 1 2 3)) => 3
(defn last (l) (if (nil? (rst l)) (fst l) (last (rst l))))

;;: (reverse l) -- The elements in reverse.
;;> (reverse (list 1 2 3)) => (3 2 1)
(defn reverse (l) (%reverse l '()))
(defn %reverse (l done) (if (nil? l) done (%reverse (rst l) (cons (fst l) done))))

;; The second may be anything.
;;: (append a b) -- The elements of both.
;;> (append (list 1 2) (list 3)) => (1 2 3)
(defn append (a b) (%reverse (reverse a) b))

;; The first n elements of a list that may be shorter.
;;: (take n l) -- The first n elements.
;;> (take 2 (list 1 2 3)) => (1 2)
(defn take (n l) (%take n l '()))

(defn %take (n l done)
  (if (< n 1)
      (reverse done)
      (if (nil? l) (reverse done) (%take (- n 1) (rst l) (cons (fst l) done)))))

(defn %drop (n l) (if (= n 0) l (%drop (- n 1) (rst l))))

;;: (delete x l) -- Without the first element that is equal to x.
;;> (delete 2 (list 1 2 3)) => (1 3)
(defn delete (x l) (%delete x l '()))

(defn %delete (x l done)
  (if (nil? l)
      (reverse done)
      (if (= x (fst l)) (%reverse done (rst l)) (%delete x (rst l) (cons (fst l) done)))))

;;: (delete-nth n l) -- Without the element at an index.
;;> (delete-nth 1 (list 1 2 3)) => (1 3)
(defn delete-nth (n l) (%delete-nth n l '()))

(defn %delete-nth (n l done)
  (if (= n 0)
      (%reverse done (rst l))
      (%delete-nth (- n 1) (rst l) (cons (fst l) done))))

;;: (flatten l) -- One list of the elements of all lists in it.
;;> (flatten (list (list 1 2) (list 3))) => (1 2 3)
(defn flatten (l) (%flatmap id l '()))
;;: (concat l) -- One string of all elements.
;;> (concat (list "a" 1 "b")) => a1b
(defn concat (l) (join "" l))

;; All pieces of n neighbours.
;;: (windows n l) -- All pieces of n neighbours.
;;> (windows 2 (list 1 2 3)) => ((1 2) (2 3))
(defn windows (n l) (%windows (%check (< 0 n) "no window has the length" n) l '()))

(defn %windows (n l done)
  (if (%longer? n l)
      (%windows n (rst l) (cons (take n l) done))
      (reverse done)))

;; Has the list n elements or more?
(defn %longer? (n l) (if (= n 0) #t (if (nil? l) #f (%longer? (- n 1) (rst l)))))

;;: (chunks n l) -- Pieces of n elements; the last one may be shorter.
;;> (chunks 2 (list 1 2 3)) => ((1 2) (3))
(defn chunks (n l) (%chunks (%check (< 0 n) "no chunk has the length" n) l '()))

(defn %chunks (n l done)
  (if (nil? l)
      (reverse done)
      (if (%longer? n l)
          (%chunks n (%drop n l) (cons (take n l) done))
          (reverse (cons l done)))))

;;; ------------------------------------------------------------------ ranges

;;# Ranges
;;: (range a b [step]) -- A list of a, a + step, ... up to b.
;;> (range 1 5) => (1 2 3 4 5)
(defn range (a b . more) (if (nil? more) (%range a b 1) (%range a b (fst more))))

;; Of integers from the end, so that nothing is turned round.
(defn %range (a b step)
  (if (> a b)
      '()
      (if (< 0 step)
          (if (and (integer? a) (integer? b) (integer? step))
              (%range-down (- b (% (- b a) step)) (cons step a) '())
              (%range-up a (cons step b) '()))
          (%error "the step of a range must be positive:" step))))

(defn %range-down (x step-and-a done)
  (if (< x (rst step-and-a))
      done
      (%range-down (- x (fst step-and-a)) step-and-a (cons x done))))

(defn %range-up (x step-and-b done)
  (if (> x (rst step-and-b))
      (reverse done)
      (%range-up (+ x (fst step-and-b)) step-and-b (cons x done))))

;;: (range-each a b f) -- Applies f to each number, for what it does.
;;> (range-each 1 3 id) => '()
(defn range-each (a b f)
  (if (> a b) '() (do (f a) (range-each (+ a 1) b f))))

;;: (reverse-range-each a b f) -- The same from b down to a.
;;> (reverse-range-each 1 3 id) => '()
(defn reverse-range-each (a b f)
  (if (> a b) '() (do (f b) (reverse-range-each a (- b 1) f))))

;;: (range-count a b p) -- For how many p is true.
;;> (range-count 1 10 even?) => 5
(defn range-count (a b p) (%range-count a (cons b p) 0))

(defn %range-count (a end n)
  (if (> a (fst end))
      n
      (%range-count (+ a 1) end (if ((rst end) a) (+ n 1) n))))

;;: (range-first a b p) -- The first for which p is true, else '().
;;> (range-first 5 10 even?) => 6
(defn range-first (a b p) (if (> a b) '() (if (p a) a (range-first (+ a 1) b p))))

;;: (range-max a b f) -- The greatest value of f.
;;> (range-max 1 5 square) => 25
(defn range-max (a b f) (if (> a b) '() (%range-max (+ a 1) (cons b f) (f a))))
;;: (range-min a b f) -- The least value of f.
;;> (range-min 1 5 square) => 1
(defn range-min (a b f) (if (> a b) '() (%range-min (+ a 1) (cons b f) (f a))))

(defn %range-max (a end best)
  (if (> a (fst end)) best (%range-max (+ a 1) end (max best ((rst end) a)))))

(defn %range-min (a end best)
  (if (> a (fst end)) best (%range-min (+ a 1) end (min best ((rst end) a)))))

;;; ------------------------------------------------------------------ functions of each element

;;# Functions of lists
;;: (map f l) -- A list of the values of f.
;;> (map square (list 1 2 3)) => (1 4 9)
(defn map (f l) (%map f l '()))
(defn %map (f l done) (if (nil? l) (reverse done) (%map f (rst l) (cons (f (fst l)) done))))

;; Of the first elements, the second ones ..., up to the end of the shortest list.
;;: (map* f l) -- The values of f of all first elements, all second ones ... of a list of lists.
;;> (map* + (list (list 1 2) (list 10 20))) => (11 22)
(defn map* (f lists) (map (fn (l) (apply f l)) (transpose lists)))

;;# Pairs and lists
;;: (transpose l) -- The same of a list of lists.
;;> (transpose (list (list 1 2) (list 3 4))) => ((1 3) (2 4))
(defn transpose (lists) (if (nil? lists) '() (%transpose lists '())))

;; Of two lists, as it is mostly used, without lists of lists.
;;: (zip l ...) -- Lists of the first elements, the second ones, ...
;;> (zip (list 1 2) (list 3 4)) => ((1 3) (2 4))
(defn zip lists
  (if (if (nil? lists) #f (if (nil? (rst lists)) #f (nil? (rrst lists))))
      (%zip (fst lists) (frst lists) '())
      (transpose lists)))

(defn %zip (a b done)
  (if (nil? a)
      (reverse done)
      (if (nil? b) (reverse done) (%zip (rst a) (rst b) (cons (list (fst a) (fst b)) done)))))

(defn %transpose (lists done)
  (if (any? nil? lists)
      (reverse done)
      (%transpose (map rst lists) (cons (map fst lists) done))))

;;# Functions of lists
;;: (flatmap f l) -- One list of the elements of the lists that f gives.
;;> (flatmap (fn (x) (list x x)) (list 1 2)) => (1 1 2 2)
(defn flatmap (f l) (%flatmap f l '()))
(defn %flatmap (f l done)
  (if (nil? l) (reverse done) (%flatmap f (rst l) (%reverse (f (fst l)) done))))

;;: (each f l) -- Applies f to each element, for what it does.
;;> (each id (list 1 2)) => 2
(defn each (f l) (%each f l '()))
(defn %each (f l value) (if (nil? l) value (%each f (rst l) (f (fst l)))))

;;: (each-with-index f l) -- Applies f to index and element.
;;> (each-with-index (fn (i x) x) (list 1 2)) => '()
(defn each-with-index (f l) (%each-with-index f l 0))

(defn %each-with-index (f l n)
  (if (nil? l) '() (do (f (fst l) n) (%each-with-index f (rst l) (+ n 1)))))

;;# Pairs and lists
;;: (enumerate l) -- Pairs (index . element).
;;> (enumerate (list 5 6)) => ((0 . 5) (1 . 6))
(defn enumerate (l) (%enumerate l 0 '()))

(defn %enumerate (l n done)
  (if (nil? l) (reverse done) (%enumerate (rst l) (+ n 1) (cons (cons n (fst l)) done))))

;;; ------------------------------------------------------------------ choosing

;;# Functions of lists
;;: (select p l) -- The elements for which p is true.
;;> (select even? (range 1 6)) => (2 4 6)
(defn select (p l) (%select p l '()))

(defn %select (p l done)
  (if (nil? l) (reverse done) (%select p (rst l) (if (p (fst l)) (cons (fst l) done) done))))

;;: (reject p l) -- Those for which it is false.
;;> (reject even? (range 1 6)) => (1 3 5)
(defn reject (p l) (%reject p l '()))

(defn %reject (p l done)
  (if (nil? l) (reverse done) (%reject p (rst l) (if (p (fst l)) done (cons (fst l) done)))))

;;: (count p l) -- For how many it is true.
;;> (count even? (range 1 6)) => 3
(defn count (p l) (%count p l 0))
(defn %count (p l n) (if (nil? l) n (%count p (rst l) (if (p (fst l)) (+ n 1) n))))

;;: (find p l) -- The first for which it is true.
;;> (find even? (range 1 6)) => 2
(defn find (p l) (if (nil? l) '() (if (p (fst l)) (fst l) (find p (rst l)))))
;;: (any? p l) -- Is it true for one of them?
;;> (any? even? (list 1 2)) => #t
(defn any? (p l) (if (nil? l) #f (if (p (fst l)) #t (any? p (rst l)))))
;;: (all? p l) -- Is it true for all?
;;> (all? even? (list 1 2)) => #f
(defn all? (p l) (if (nil? l) #t (if (p (fst l)) (all? p (rst l)) #f)))
;;: (none? p l) -- Is it true for none?
;;> (none? even? (list 1 3)) => #t
(defn none? (p l) (if (nil? l) #t (if (p (fst l)) #f (none? p (rst l)))))
;;: (member? x l) -- Is an element equal to x?
;;> (member? 2 (list 1 2 3)) => #t
(defn member? (x l) (if (nil? l) #f (if (= x (fst l)) #t (member? x (rst l)))))

;; Of equal neighbours the first.
;;# Pairs and lists
;;: (uniq l) -- Of equal neighbours the first.
;;> (uniq (list 1 1 2 1)) => (1 2 1)
(defn uniq (l) (if (nil? l) '() (%uniq (rst l) (fst l) (list (fst l)))))

(defn %uniq (l x done)
  (if (nil? l)
      (reverse done)
      (if (= x (fst l)) (%uniq (rst l) x done) (%uniq (rst l) (fst l) (cons (fst l) done)))))

;;; ------------------------------------------------------------------ one value of all

;;# Functions of lists
;;: (reduce f acc l) -- f of the last element and what it gave of those before, from acc on.
;;> (reduce + 0 (list 1 2 3)) => 6
(defn reduce (f acc l) (if (nil? l) acc (reduce f (f (fst l) acc) (rst l))))

;;: (reduce-sum f l) -- The sum of the values of f.
;;> (reduce-sum square (list 1 2 3)) => 14
(defn reduce-sum (f l) (%reduce-sum f l 0))
(defn %reduce-sum (f l n) (if (nil? l) n (%reduce-sum f (rst l) (+ n (f (fst l))))))

;;: (reduce-product f l) -- Their product.
;;> (reduce-product square (list 1 2 3)) => 36
(defn reduce-product (f l) (%reduce-product f l 1))
(defn %reduce-product (f l n) (if (nil? l) n (%reduce-product f (rst l) (* n (f (fst l))))))

;;: (reduce-max f l) -- The greatest of them.
;;> (reduce-max square (list -3 1)) => 9
(defn reduce-max (f l) (if (nil? l) '() (%reduce-max f (rst l) (f (fst l)))))
(defn %reduce-max (f l best) (if (nil? l) best (%reduce-max f (rst l) (max best (f (fst l))))))

;;: (reduce-min f l) -- The least of them.
;;> (reduce-min square (list -3 1)) => 1
(defn reduce-min (f l) (if (nil? l) '() (%reduce-min f (rst l) (f (fst l)))))
(defn %reduce-min (f l best) (if (nil? l) best (%reduce-min f (rst l) (min best (f (fst l))))))

;;: (list-sum l) -- The sum.
;;> (list-sum (list 1 2 3)) => 6
(defn list-sum (l) (%list-sum l 0))
(defn %list-sum (l n) (if (nil? l) n (%list-sum (rst l) (+ n (fst l)))))

;;: (list-product l) -- The product.
;;> (list-product (list 2 3 4)) => 24
(defn list-product (l) (%list-product l 1))
(defn %list-product (l n) (if (nil? l) n (%list-product (rst l) (* n (fst l)))))
;;: (list-max l) -- The greatest.
;;> (list-max (list 1 3 2)) => 3
(defn list-max (l) (reduce-max id l))
;;: (list-min l) -- The least.
;;> (list-min (list 3 1 2)) => 1
(defn list-min (l) (reduce-min id l))

;; `best` is the pair of an element and its value.
;;: (max-by f l) -- The element with the greatest value of f.
;;> (max-by square (list -3 1)) => -3
(defn max-by (f l) (if (nil? l) '() (%max-by f (rst l) (cons (fst l) (f (fst l))))))

(defn %max-by (f l best)
  (if (nil? l) (fst best) (%max-by f (rst l) (%greater-of best (fst l) (f (fst l))))))

(defn %greater-of (best x value) (if (> value (rst best)) (cons x value) best))

;;: (min-by f l) -- The element with the least.
;;> (min-by square (list -3 1)) => 1
(defn min-by (f l) (if (nil? l) '() (%min-by f (rst l) (cons (fst l) (f (fst l))))))

(defn %min-by (f l best)
  (if (nil? l) (fst best) (%min-by f (rst l) (%less-of best (fst l) (f (fst l))))))

(defn %less-of (best x value) (if (< value (rst best)) (cons x value) best))
