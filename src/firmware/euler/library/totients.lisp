;; totient-sum n, the sum of the totients up to n, in O(n^(2/3)): it is n (n + 1) / 2 less the sums for n / d, d from
;; 2 to n. Those up to a limit come from a sieve; the others are for n / k, k below some bound, and are kept by k.

;;# Number theory
;;: (totient-sum n) -- The sum of the totients up to n.
;;> (totient-sum 100) => 3044
(defn totient-sum (n)
  (if (< (%integer n) 1) 0 (%totient-sum n (%totient-limit n))))

;; Of a few million, no more: memory.
(defn %totient-limit (n) (min n (max 100 (min 1000000 (square (icbrt n))))))

(defn %totient-sum (n limit)
  (let ((totients (%totients-up-to limit)) (bound (div n (+ limit 1))))
    (let ((small (%sums-of totients limit)))
      (if (= bound 0)
          (%vector-ref small n)
          (%large-sums (list n bound small (%make-vector (+ bound 1) 0) totients) bound)))))

;;; ------------------------------------------------------------------ up to the limit

(defn %totients-up-to (limit)
  (let ((table (%make-vector (+ limit 1) 0)))
    (%fill-up table limit)
    (%sieve-totients table 2 limit)
    table))

(defn %fill-up (table i)
  (if (= i 0) '() (do (%vector-set! table i i) (%fill-up table (- i 1)))))

;; A number that is still there is a prime.
(defn %sieve-totients (table i limit)
  (if (> i limit)
      '()
      (do
        (if (= (%vector-ref table i) i) (%sieve-multiples table (- limit (% limit i)) i) '())
        (%sieve-totients table (+ i 1) limit))))

;; From the last multiple of p to p itself.
(defn %sieve-multiples (table i p)
  (if (< i p)
      '()
      (do
        (%vector-set! table i (- (%vector-ref table i) (%quotient (%vector-ref table i) p)))
        (%sieve-multiples table (- i p) p))))

(defn %sums-of (totients limit)
  (let ((sums (%make-vector (+ limit 1) 0)))
    (%add-up (cons totients sums) 1 (cons limit 0))
    sums))

(defn %add-up (tables i sum)
  (if (> i (fst sum))
      '()
      (%add-up-next tables i (cons (fst sum) (+ (rst sum) (%vector-ref (fst tables) i))))))

(defn %add-up-next (tables i sum)
  (%vector-set! (rst tables) i (rst sum))
  (%add-up tables (+ i 1) sum))

;;; ------------------------------------------------------------------ above it

;; `s` is (n bound small large totients): large has the sums for n / k.
(defn %large-sums (s k)
  (if (= k 0)
      (%vector-ref (frrrst s) 1)
      (do
        (%vector-set! (frrrst s) k (%large-sum s k (div (fst s) k)))
        (%large-sums s (- k 1)))))

;; Of m = n / k: m / d takes each value q up to the root of m for some d, which are counted; the other d one by one.
(defn %large-sum (s k m)
  (let ((root (isqrt m)))
    (let ((end (div m (+ root 1))))
      (- (+ (%quotient (* m (+ m 1)) 2) (* end (%vector-ref (frrst s) root)))
         (+ (%by-quotient (cons (fst (rrrrst s)) m) root 0) (%by-divisor s k end))))))

;; By partial summation the sum over q of (m / q - m / (q + 1)) times the sum of the totients up to q is that of
;; m / q times the totient of q, less what ends the row. `tm` has the totients and m.
(defn %by-quotient (tm q sum)
  (if (= q 0)
      sum
      (%by-quotient tm (- q 1) (+ sum (* (%quotient (rst tm) q) (%vector-ref (fst tm) q))))))

;; d from 2 to `end`, those with k d within the bound first.
(defn %by-divisor (s k end)
  (let ((first (max 1 (min end (div (frst s) k)))))
    (+ (%large-part (cons (frrrst s) k) (* k first) 0)
       (%small-part (frrst s) (div (fst s) k) first end))))

(defn %large-part (tk i sum)
  (if (> i (rst tk))
      (%large-part tk (- i (rst tk)) (+ sum (%vector-ref (fst tk) i)))
      sum))

(defn %small-part (small m first end)
  (let loop ((d end) (sum 0))
    (if (> d first) (loop (- d 1) (+ sum (%vector-ref small (%quotient m d)))) sum)))
