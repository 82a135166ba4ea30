;; Lists. Loops are tail calls with at most three parameters, which stay in registers; what they collect is turned
;; round at the end, so that a continuation captured in a function may be called again. An operand that is no list is
;; the machine's error.

(defn pair (a b) (cons a b))
(defn empty? (l) (nil? l))

;;; ------------------------------------------------------------------ parts

(defn length (l) (%length l 0))
(defn %length (l n) (if (nil? l) n (%length (rst l) (+ n 1))))

(defn nth (n l) (if (= n 0) (fst l) (nth (- n 1) (rst l))))
(defn last (l) (if (nil? (rst l)) (fst l) (last (rst l))))

(defn reverse (l) (%reverse l '()))
(defn %reverse (l done) (if (nil? l) done (%reverse (rst l) (cons (fst l) done))))

;; The second may be anything.
(defn append (a b) (%reverse (reverse a) b))

;; The first n elements of a list that may be shorter.
(defn take (n l) (%take n l '()))

(defn %take (n l done)
  (if (< n 1)
      (reverse done)
      (if (nil? l) (reverse done) (%take (- n 1) (rst l) (cons (fst l) done)))))

(defn %drop (n l) (if (= n 0) l (%drop (- n 1) (rst l))))

(defn delete (x l) (%delete x l '()))

(defn %delete (x l done)
  (if (nil? l)
      (reverse done)
      (if (= x (fst l)) (%reverse done (rst l)) (%delete x (rst l) (cons (fst l) done)))))

(defn delete-nth (n l) (%delete-nth n l '()))

(defn %delete-nth (n l done)
  (if (= n 0)
      (%reverse done (rst l))
      (%delete-nth (- n 1) (rst l) (cons (fst l) done))))

(defn flatten (l) (%flatmap id l '()))
(defn concat (l) (join "" l))

;; All pieces of n neighbours.
(defn windows (n l) (%windows (%check (< 0 n) "no window has the length" n) l '()))

(defn %windows (n l done)
  (if (%longer? n l)
      (%windows n (rst l) (cons (take n l) done))
      (reverse done)))

;; Has the list n elements or more?
(defn %longer? (n l) (if (= n 0) #t (if (nil? l) #f (%longer? (- n 1) (rst l)))))

(defn chunks (n l) (%chunks (%check (< 0 n) "no chunk has the length" n) l '()))

(defn %chunks (n l done)
  (if (nil? l)
      (reverse done)
      (if (%longer? n l)
          (%chunks n (%drop n l) (cons (take n l) done))
          (reverse (cons l done)))))

;;; ------------------------------------------------------------------ ranges

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

(defn range-each (a b f)
  (if (> a b) '() (do (f a) (range-each (+ a 1) b f))))

(defn reverse-range-each (a b f)
  (if (> a b) '() (do (f b) (reverse-range-each a (- b 1) f))))

(defn range-count (a b p) (%range-count a (cons b p) 0))

(defn %range-count (a end n)
  (if (> a (fst end))
      n
      (%range-count (+ a 1) end (if ((rst end) a) (+ n 1) n))))

(defn range-first (a b p) (if (> a b) '() (if (p a) a (range-first (+ a 1) b p))))

(defn range-max (a b f) (if (> a b) '() (%range-max (+ a 1) (cons b f) (f a))))
(defn range-min (a b f) (if (> a b) '() (%range-min (+ a 1) (cons b f) (f a))))

(defn %range-max (a end best)
  (if (> a (fst end)) best (%range-max (+ a 1) end (max best ((rst end) a)))))

(defn %range-min (a end best)
  (if (> a (fst end)) best (%range-min (+ a 1) end (min best ((rst end) a)))))

;;; ------------------------------------------------------------------ functions of each element

(defn map (f l) (%map f l '()))
(defn %map (f l done) (if (nil? l) (reverse done) (%map f (rst l) (cons (f (fst l)) done))))

;; Of the first elements, the second ones ..., up to the end of the shortest list.
(defn map* (f lists) (map (fn (l) (apply f l)) (transpose lists)))

(defn transpose (lists) (if (nil? lists) '() (%transpose lists '())))

;; Of two lists, as it is mostly used, without lists of lists.
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

(defn flatmap (f l) (%flatmap f l '()))
(defn %flatmap (f l done)
  (if (nil? l) (reverse done) (%flatmap f (rst l) (%reverse (f (fst l)) done))))

(defn each (f l) (%each f l '()))
(defn %each (f l value) (if (nil? l) value (%each f (rst l) (f (fst l)))))

(defn each-with-index (f l) (%each-with-index f l 0))

(defn %each-with-index (f l n)
  (if (nil? l) '() (do (f (fst l) n) (%each-with-index f (rst l) (+ n 1)))))

(defn enumerate (l) (%enumerate l 0 '()))

(defn %enumerate (l n done)
  (if (nil? l) (reverse done) (%enumerate (rst l) (+ n 1) (cons (cons n (fst l)) done))))

;;; ------------------------------------------------------------------ choosing

(defn select (p l) (%select p l '()))

(defn %select (p l done)
  (if (nil? l) (reverse done) (%select p (rst l) (if (p (fst l)) (cons (fst l) done) done))))

(defn reject (p l) (%reject p l '()))

(defn %reject (p l done)
  (if (nil? l) (reverse done) (%reject p (rst l) (if (p (fst l)) done (cons (fst l) done)))))

(defn count (p l) (%count p l 0))
(defn %count (p l n) (if (nil? l) n (%count p (rst l) (if (p (fst l)) (+ n 1) n))))

(defn find (p l) (if (nil? l) '() (if (p (fst l)) (fst l) (find p (rst l)))))
(defn any? (p l) (if (nil? l) #f (if (p (fst l)) #t (any? p (rst l)))))
(defn all? (p l) (if (nil? l) #t (if (p (fst l)) (all? p (rst l)) #f)))
(defn none? (p l) (if (nil? l) #t (if (p (fst l)) #f (none? p (rst l)))))
(defn member? (x l) (if (nil? l) #f (if (= x (fst l)) #t (member? x (rst l)))))

;; Of equal neighbours the first.
(defn uniq (l) (if (nil? l) '() (%uniq (rst l) (fst l) (list (fst l)))))

(defn %uniq (l x done)
  (if (nil? l)
      (reverse done)
      (if (= x (fst l)) (%uniq (rst l) x done) (%uniq (rst l) (fst l) (cons (fst l) done)))))

;;; ------------------------------------------------------------------ one value of all

(defn reduce (f acc l) (if (nil? l) acc (reduce f (f (fst l) acc) (rst l))))

(defn reduce-sum (f l) (%reduce-sum f l 0))
(defn %reduce-sum (f l n) (if (nil? l) n (%reduce-sum f (rst l) (+ n (f (fst l))))))

(defn reduce-product (f l) (%reduce-product f l 1))
(defn %reduce-product (f l n) (if (nil? l) n (%reduce-product f (rst l) (* n (f (fst l))))))

(defn reduce-max (f l) (if (nil? l) '() (%reduce-max f (rst l) (f (fst l)))))
(defn %reduce-max (f l best) (if (nil? l) best (%reduce-max f (rst l) (max best (f (fst l))))))

(defn reduce-min (f l) (if (nil? l) '() (%reduce-min f (rst l) (f (fst l)))))
(defn %reduce-min (f l best) (if (nil? l) best (%reduce-min f (rst l) (min best (f (fst l))))))

(defn list-sum (l) (%list-sum l 0))
(defn %list-sum (l n) (if (nil? l) n (%list-sum (rst l) (+ n (fst l)))))

(defn list-product (l) (%list-product l 1))
(defn %list-product (l n) (if (nil? l) n (%list-product (rst l) (* n (fst l)))))
(defn list-max (l) (reduce-max id l))
(defn list-min (l) (reduce-min id l))

;; `best` is the pair of an element and its value.
(defn max-by (f l) (if (nil? l) '() (%max-by f (rst l) (cons (fst l) (f (fst l))))))

(defn %max-by (f l best)
  (if (nil? l) (fst best) (%max-by f (rst l) (%greater-of best (fst l) (f (fst l))))))

(defn %greater-of (best x value) (if (> value (rst best)) (cons x value) best))

(defn min-by (f l) (if (nil? l) '() (%min-by f (rst l) (cons (fst l) (f (fst l))))))

(defn %min-by (f l best)
  (if (nil? l) (fst best) (%min-by f (rst l) (%less-of best (fst l) (f (fst l))))))

(defn %less-of (best x value) (if (< value (rst best)) (cons x value) best))
