;; totient-sum n, the sum of the totients up to n, in O(n^(2/3)): it is n (n + 1) / 2 less the sums for n / d, d from
;; 2 to n. Those up to a limit come from a sieve; the others are for n / k, k below some bound, and are kept by k.

(defn totient-sum (n)
  (if (< (%integer n) 1) 0 (%totient-sum n (%totient-limit n))))

;; Of a few million, no more: memory.
(defn %totient-limit (n) (min n (max 100 (min 1000000 (square (icbrt n))))))

(defn %totient-sum (n limit)
  (let ((small (%totient-sums limit)) (bound (div n (+ limit 1))))
    (if (= bound 0)
        (%vector-ref small n)
        (%large-sums (list n bound small (%make-vector (+ bound 1) 0)) bound))))

;;; ------------------------------------------------------------------ up to the limit

(defn %totient-sums (limit)
  (let ((table (%make-vector (+ limit 1) 0)))
    (%fill-up table 0 limit)
    (%sieve-totients table 2 limit)
    (%add-up table 2 (cons limit 1))
    table))

(defn %fill-up (table i limit)
  (if (> i limit) '() (do (%vector-set! table i i) (%fill-up table (+ i 1) limit))))

;; A number that is still there is a prime.
(defn %sieve-totients (table i limit)
  (if (> i limit)
      '()
      (do
        (if (= (%vector-ref table i) i) (%sieve-multiples table i (cons limit i)) '())
        (%sieve-totients table (+ i 1) limit))))

(defn %sieve-multiples (table i end)
  (if (> i (fst end))
      '()
      (do
        (%vector-set! table i (- (%vector-ref table i) (%quotient (%vector-ref table i) (rst end))))
        (%sieve-multiples table (+ i (rst end)) end))))

(defn %add-up (table i sum)
  (if (> i (fst sum))
      '()
      (%add-up-next table i (cons (fst sum) (+ (rst sum) (%vector-ref table i))))))

(defn %add-up-next (table i sum)
  (%vector-set! table i (rst sum))
  (%add-up table (+ i 1) sum))

;;; ------------------------------------------------------------------ above it

;; `s` is (n bound small large): large has the sums for n / k.
(defn %large-sums (s k)
  (if (= k 0)
      (%vector-ref (frrrst s) 1)
      (do
        (%vector-set! (frrrst s) k (%large-sum s k (div (fst s) k)))
        (%large-sums s (- k 1)))))

;; Of m = n / k: quotients up to the root once each for as many d as have them, the others one by one.
(defn %large-sum (s k m)
  (let ((root (isqrt m)))
    (- (%quotient (* m (+ m 1)) 2)
       (+ (%by-quotient (cons m (frrst s)) root (cons (%quotient m (+ root 1)) 0))
          (%by-divisor s k (div m (+ root 1)))))))

;; m and the sums up to the limit, the quotient q, and m / (q + 1) with the sum so far.
(defn %by-quotient (ms q sum)
  (if (= q 0)
      (rst sum)
      (%by-quotient-next ms q (cons (%quotient (fst ms) q) sum))))

(defn %by-quotient-next (ms q sum)
  (%by-quotient ms
                (- q 1)
                (cons (fst sum)
                      (+ (rrst sum) (* (- (fst sum) (frst sum)) (%vector-ref (rst ms) q))))))

;; d from 2 to `last`, those with k d within the bound first.
(defn %by-divisor (s k last)
  (let ((large (max 1 (min last (div (frst s) k)))))
    (+ (%large-part (cons (frrrst s) k) (* k large) 0)
       (%small-part (cons (cons (fst s) (frrst s)) (cons k (* k large))) (* k last) 0))))

(defn %large-part (tk i sum)
  (if (> i (rst tk))
      (%large-part tk (- i (rst tk)) (+ sum (%vector-ref (fst tk) i)))
      sum))

;; `s` is ((n . small) . (k . last)): i goes down to `last` by k.
(defn %small-part (s i sum)
  (if (> i (rst (rst s)))
      (%small-part s
                   (- i (fst (rst s)))
                   (+ sum (%vector-ref (rst (fst s)) (%quotient (fst (fst s)) i))))
      sum))
