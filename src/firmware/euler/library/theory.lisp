;; Number theory.

;;; ------------------------------------------------------------------ powers modulo m

;;# Number theory
;;: (modexp b e m) -- b to the power of e, modulo m.
;;> (modexp 3 100 7) => 4
(defn modexp (b e m)
  (if (< e 0)
      (%error "modexp needs an exponent that is not negative:" e)
      (%modexp (mod b (abs m)) (%integer e) (abs m))))

(defn %modexp (b e m)
  (if (< m 2147483648)
      (% (%short-modexp b e m) m)
      (%long-modexp b e m)))

;; Products of short numbers are immediates.
(defn %short-modexp (b e m)
  (if (= e 0)
      1
      (if (even? e)
          (%short-modexp (% (* b b) m) (>> e 1) m)
          (if (= e 1) b (% (* b (%short-modexp (% (* b b) m) (>> e 1) m)) m)))))

(defn %long-modexp (b e m)
  (if (= e 0)
      1
      (if (even? e)
          (%long-modexp (%modular-product b b m) (>> e 1) m)
          (if (= e 1)
              b
              (%modular-product b (%long-modexp (%modular-product b b m) (>> e 1) m) m)))))

;; (u v g): u a + v b = g.
;;: (extended-euclidian a b) -- (u v g) with u a + v b = g, the greatest common divisor.
;;> (extended-euclidian 12 18) => (-1 1 6)
(defn extended-euclidian (a b) (%euclid (list a 1 0) (list b 0 1)))

;; Of two lists (r u v) with u a + v b = r, the second is taken from the first as often as it goes.
(defn %euclid (x y)
  (if (= (fst y) 0)
      (list (frst x) (frrst x) (fst x))
      (%euclid y (%less-multiple x y (div (fst x) (fst y))))))

(defn %less-multiple (x y q)
  (list (- (fst x) (* q (fst y)))
        (- (frst x) (* q (frst y)))
        (- (frrst x) (* q (frrst y)))))

;;: (modular-inverse a n) -- The number whose product with a is 1 modulo n.
;;> (modular-inverse 3 7) => 5
(defn modular-inverse (a n) (%inverse (extended-euclidian (mod a n) n) n))

(defn %inverse (parts n)
  (if (= (frrst parts) 1) (mod (fst parts) n) (%error "not invertible modulo" n)))

;;: (coprime? a b) -- Have they no common divisor?
;;> (coprime? 8 9) => #t
(defn coprime? (a b) (= 1 (gcd a b)))

(def %small-primes (primes-below 1000))

;;; ------------------------------------------------------------------ primality
;;
;; M. O. Rabin's test. With these bases it is certain below 2^64, and with the primes up to 41 below 3.3 10^24
;; (J. Sorenson, J. Webster, 2015); beyond that it has twelve bases more.

;;: (prime? n) -- Is it a prime?
;;> (prime? 97) => #t
(defn prime? (n)
  (if (< (%integer n) 1369)
      (if (< n 2) #f (%no-divisor? n %small-primes))
      (if (even? n)
          #f
          (if (%no-short-divisor? n) (%strong? n (%bases n)) #f))))

;; Of n below 37^2, no prime up to its root divides it.
(defn %no-divisor? (n primes)
  (if (< n (* (fst primes) (fst primes)))
      #t
      (if (= (% n (fst primes)) 0) #f (%no-divisor? n (rst primes)))))

(defn %no-short-divisor? (n)
  (= (gcd n 3710369067405) 1))

(defn %bases (n)
  (cond
    ((< n 1373653) '(2 3))
    ((< n 4759123141) '(2 7 61))
    ((< n 1122004669633) '(2 13 23 1662803))
    ((< n 341550071728321) '(2 3 5 7 11 13 17))
    ((< n 3825123056546413051) '(2 3 5 7 11 13 17 19 23))
    ((< n 3317044064679887385961981) '(2 3 5 7 11 13 17 19 23 29 31 37 41))
    (else '(2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59 61 67 71 73 79 83 89 97))))

;; Is n a strong probable prime to each base? It is d 2^s + 1.
(defn %strong? (n bases) (%strong-with? n bases (%twos (- n 1) 0)))

;; The pair (s . d) of n = d 2^s.
(defn %twos (n s) (if (even? n) (%twos (>> n 1) (+ s 1)) (cons s n)))

(defn %strong-with? (n bases parts)
  (if (nil? bases)
      #t
      (if (%strong-power? n (%modexp (fst bases) (rst parts) n) (fst parts))
          (%strong-with? n (rst bases) parts)
          #f)))

;; x is 1 or -1, or one of s - 1 squarings makes it -1.
(defn %strong-power? (n x s) (if (= x 1) #t (%minus-one? n x s)))

(defn %minus-one? (n x s)
  (if (= x (- n 1)) #t (if (< s 2) #f (%minus-one? n (%modular-product x x n) (- s 1)))))

;;; ------------------------------------------------------------------ factors

;; Pairs (prime . exponent), the largest prime first.
;;: (prime-factors n) -- Pairs (prime . exponent), the largest prime first.
;;> (prime-factors 360) => ((5 . 1) (3 . 2) (2 . 3))
(defn prime-factors (n)
  (if (< (%integer n) 1)
      (%error "only positive integers have prime factors:" n)
      (%factor n %small-primes '())))

(defn %factor (n primes done)
  (if (nil? primes)
      (%factor-rest n done)
      (if (< n (* (fst primes) (fst primes)))
          (if (= n 1) done (cons (cons n 1) done))
          (if (= (% n (fst primes)) 0)
              (%take-out n primes (cons 0 done))
              (%factor n (rst primes) done)))))

;; Divides by the first prime as often as it goes; the first of `counted` says how often it has.
(defn %take-out (n primes counted)
  (if (= (% n (fst primes)) 0)
      (%take-out (%quotient n (fst primes)) primes (cons (+ (fst counted) 1) (rst counted)))
      (%factor n (rst primes) (cons (cons (fst primes) (fst counted)) (rst counted)))))

;; No small prime divides n.
(defn %factor-rest (n done)
  (if (= n 1) done (%count-factors (sort (%large-factors n '())) done)))

(defn %count-factors (l done)
  (if (nil? l)
      done
      (%count-factors (rst l)
                      (if (and (pair? done) (= (fst l) (ffst done)))
                          (cons (cons (fst l) (+ 1 (rfst done))) (rst done))
                          (cons (cons (fst l) 1) done)))))

(defn %large-factors (n done)
  (if (prime? n)
      (cons n done)
      (%both-factors n (%divisor-of n 1) done)))

(defn %both-factors (n d done) (%large-factors d (%large-factors (%quotient n d) done)))

;; A divisor of a composite number: J. M. Pollard's method with R. P. Brent's search, 1980. Of x, x^2 + c, ... the
;; differences from one that is kept are multiplied, some hundred before a common divisor with n is sought.
(defn %divisor-of (n c)
  (let ((root (isqrt n)))
    (if (= (* root root) n) root (%rho n c))))

(defn %rho (n c)
  (let ((d (%rho-search (cons n c) 2 1)))
    (if (= d n) (%rho n (+ c 1)) d)))

;; x is kept for `length` steps.
(defn %rho-search (nc x length)
  (let ((y (%rho-steps nc x length)))
    (let ((d (%rho-batches nc (cons x y) length)))
      (if (= d 1) (%rho-search nc (%rho-steps nc y length) (* 2 length)) d))))

(defn %rho-step (nc x) (% (+ (%modular-product x x (fst nc)) (rst nc)) (fst nc)))
(defn %rho-steps (nc x count) (if (= count 0) x (%rho-steps nc (%rho-step nc x) (- count 1))))

;; `count` steps from y on, a hundred at most at once.
(defn %rho-batches (nc xy count)
  (if (< count 1)
      1
      (let ((d (gcd (%rho-product nc (cons (min count 100) xy) 1) (fst nc))))
        (if (= d 1)
            (%rho-batches nc (cons (fst xy) (%rho-steps nc (rst xy) (min count 100))) (- count 100))
            (if (= d (fst nc)) (%rho-slowly nc xy) d)))))

(defn %rho-product (nc state product)
  (if (= (fst state) 0)
      product
      (%rho-product nc
                    (cons (- (fst state) 1) (cons (frst state) (%rho-step nc (rrst state))))
                    (%modular-product product (abs (- (frst state) (rrst state))) (fst nc)))))

;; The divisor that two factors at once have hidden; n itself if there is none.
(defn %rho-slowly (nc xy)
  (let ((d (gcd (abs (- (fst xy) (rst xy))) (fst nc))))
    (if (= d 1) (%rho-slowly nc (cons (fst xy) (%rho-step nc (rst xy)))) d)))

;;: (num-prime-factors n) -- How many different primes divide it.
;;> (num-prime-factors 360) => 3
(defn num-prime-factors (n) (length (prime-factors n)))

;; All divisors; the exponents of the largest prime change last.
;;: (factors n) -- All divisors.
;;> (factors 12) => (1 2 4 3 6 12)
(defn factors (n) (%divisors (prime-factors n)))

(defn %divisors (pairs)
  (if (nil? pairs) (list 1) (%multiples (%divisors (rst pairs)) (fst pairs) '())))

(defn %multiples (l pair done)
  (if (< (rst pair) 0)
      (reverse done)
      (%multiples (%scaled l (fst pair) '()) (cons (fst pair) (- (rst pair) 1)) (%reverse l done))))

(defn %scaled (l n done) (if (nil? l) (reverse done) (%scaled (rst l) n (cons (* n (fst l)) done))))

;; The sum of the proper divisors: each prime gives a factor (p^(e + 1) - 1) / (p - 1).
;;: (factor-sum n) -- The sum of the proper divisors.
;;> (factor-sum 220) => 284
(defn factor-sum (n) (- (%divisor-sum (prime-factors n) 1) n))

(defn %divisor-sum (pairs n)
  (if (nil? pairs)
      n
      (%divisor-sum (rst pairs)
                    (* n (%quotient (- (%pow (ffst pairs) (+ (rfst pairs) 1)) 1) (- (ffst pairs) 1))))))

;;: (totient n) -- How many numbers up to n have no common divisor with it.
;;> (totient 36) => 12
(defn totient (n) (%totient (prime-factors n) n))

(defn %totient (pairs n)
  (if (nil? pairs)
      n
      (%totient (rst pairs) (* (%quotient n (ffst pairs)) (- (ffst pairs) 1)))))
