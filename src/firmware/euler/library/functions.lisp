;; Functions that make functions, and some that are handed on.

(defn id (x) x)

(defn curry2 (f a) (fn (b) (f a b)))

;; Calls f for what it does.
(defn apply-id (f) (fn (x) (f x) x))
(defn println-id (x) (println x) x)

(defn indicator (p) (fn (x) (if (p x) 1 0)))
(defn indicator-id (p) (fn (x) (if (p x) x 0)))

;; f itself if p: for checks of operands.
(defn %check (ok message x) (if ok x (%error message x)))

;; R. W. Floyd's search for the cycle in x0, f x0, f f x0 ...: one runner is twice as fast as the other.
(defn find-in-cycle (f x0) (%meet f (f x0) (f (f x0))))

(defn %meet (f slow fast)
  (if (= slow fast) slow (%meet f (f slow) (f (f fast)))))

(defn find-cycle-start (f x0 in) (%cycle-start f (cons x0 in) 0))

(defn %cycle-start (f runners n)
  (if (= (fst runners) (rst runners))
      n
      (%cycle-start f (cons (f (fst runners)) (f (rst runners))) (+ n 1))))

(defn find-cycle-len (f in) (%cycle-length f (cons in (f in)) 1))

(defn %cycle-length (f runners n)
  (if (= (fst runners) (rst runners))
      n
      (%cycle-length f (cons (fst runners) (f (rst runners))) (+ n 1))))

(defn find-cycle (f x0) (%cycle-from f x0 (find-in-cycle f x0)))
(defn %cycle-from (f x0 in) (cons (find-cycle-start f x0 in) (find-cycle-len f in)))
