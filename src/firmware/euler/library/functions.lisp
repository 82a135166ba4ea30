;; Functions that make functions, and some that are handed on.

;;# Functions
;;: (id x) -- x.
;;> (id 5) => 5
(defn id (x) x)

;;: (curry2 f a) -- A function of b that gives f of a and b.
;;> ((curry2 + 1) 2) => 3
(defn curry2 (f a) (fn (b) (f a b)))

;; Calls f for what it does.
;;: (apply-id f) -- A function of x that applies f, and gives x.
;;> ((apply-id inc) 5) => 5
(defn apply-id (f) (fn (x) (f x) x))
;;: (println-id x) -- Prints x; x.
(defn println-id (x) (println x) x)

;;: (indicator p) -- A function that gives 1 where p is true, else 0.
;;> ((indicator even?) 4) => 1
(defn indicator (p) (fn (x) (if (p x) 1 0)))
;;: (indicator-id p) -- A function that gives its operand where p is true, else 0.
;;> ((indicator-id even?) 4) => 4
(defn indicator-id (p) (fn (x) (if (p x) x 0)))

;; f itself if p: for checks of operands.
(defn %check (ok message x) (if ok x (%error message x)))

;; R. W. Floyd's search for the cycle in x0, f x0, f f x0 ...: one runner is twice as fast as the other.
;;# Number theory
;;: (find-in-cycle f x) -- A value in the cycle.
(defn find-in-cycle (f x0) (%meet f (f x0) (f (f x0))))

(defn %meet (f slow fast)
  (if (= slow fast) slow (%meet f (f slow) (f (f fast)))))

;;: (find-cycle-start f x y) -- Where the cycle begins that y is in.
(defn find-cycle-start (f x0 in) (%cycle-start f (cons x0 in) 0))

(defn %cycle-start (f runners n)
  (if (= (fst runners) (rst runners))
      n
      (%cycle-start f (cons (f (fst runners)) (f (rst runners))) (+ n 1))))

;;: (find-cycle-len f y) -- The length of the cycle that y is in.
;;> (find-cycle-len (fn (x) (% (+ x 3) 10)) 4) => 10
(defn find-cycle-len (f in) (%cycle-length f (cons in (f in)) 1))

(defn %cycle-length (f runners n)
  (if (= (fst runners) (rst runners))
      n
      (%cycle-length f (cons (fst runners) (f (rst runners))) (+ n 1))))

;;: (find-cycle f x) -- (start . length) of the cycle in x, f x, f f x, ...
;;> (find-cycle (fn (x) (% (+ x 3) 10)) 2) => (0 . 10)
(defn find-cycle (f x0) (%cycle-from f x0 (find-in-cycle f x0)))
(defn %cycle-from (f x0 in) (cons (find-cycle-start f x0 in) (find-cycle-len f in)))
