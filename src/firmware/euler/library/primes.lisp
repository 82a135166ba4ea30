;; Primes, by the sieve of Eratosthenes: a string with one character for each number that neither 2 nor 3 divides, a space for a
;; prime. Character i is for 3 i + 1 or, if i is odd, 3 i + 2.

(defn %number-at (i) (+ i i i 1 (bitwise-and i 1)))
(defn %prime-at? (sieve i) (%eq? (%string-ref sieve i) #\space))

;; So many characters as there are such numbers up to n.
(defn %sieve-length (n) (+ (%quotient (+ n 1) 6) (%quotient (+ n 5) 6)))

(defn %sieve (length)
  (let ((sieve (%make-string length #\space)))
    (if (< 0 length) (%string-set! sieve 0 #\-) '())
    (%sieve-from sieve length 1)
    sieve))

;; The multiples p (6 m + 1) and p (6 m + 5) of a prime p stand in two rows, one from p^2 on.
(defn %sieve-from (sieve length i)
  (if (< (* 3 i i) length)
      (do
        (if (%prime-at? sieve i) (%strike-multiples sieve length (%number-at i)) '())
        (%sieve-from sieve length (+ i 1)))
      '()))

(defn %strike-multiples (sieve length p)
  (%strike-row sieve (- length 1) (cons (div (* p p) 3) (+ p p)))
  (%strike-row sieve (- length 1) (cons (div (* p (+ p (if (= (% p 6) 1) 4 2))) 3) (+ p p))))

(defn %strike-row (sieve last row)
  (if (< last (fst row))
      '()
      (do
        (%string-set! sieve (fst row) #\-)
        (%strike sieve (- last (% (- last (fst row)) (rst row))) (rst row)))))

;; From the end of a row on. What may stand before its begin is composite too; p itself is before `step`.
(defn %strike (sieve i step)
  (if (< i step)
      '()
      (do
        (%string-set! sieve i #\-)
        (%strike sieve (- i step) step))))

;;# Number theory
;;: (primes-below n) -- The primes below n.
;;> (primes-below 12) => (2 3 5 7 11)
(defn primes-below (n) (%primes-up-to (- (ceil n) 1)))

(defn %primes-up-to (n)
  (if (< n 5)
      (if (< n 3) (if (< n 2) '() (list 2)) (list 2 3))
      (let ((length (%sieve-length n)))
        (cons 2 (cons 3 (%primes-from (%sieve length) (- length 1) '()))))))

(defn %primes-from (sieve i done)
  (if (= i 0)
      done
      (if (%eq? (%string-ref sieve i) #\space)
          (%primes-from sieve (- i 1) (cons (%number-at i) done))
          (%primes-from sieve (- i 1) done))))

;; Prime number n is below n (log n + log log n) from the sixth on: J. B. Rosser, 1941.
;;: (primes n) -- The first n primes.
;;> (primes 5) => (2 3 5 7 11)
(defn primes (n)
  (take n (primes-below (if (< n 6) 12 (+ 1 (ceil (* n (+ (ln n) (ln (ln n))))))))))

;;# Streams
;;: (primes-stream n) -- The primes up to n.
;;> (stream-collect (primes-stream 11)) => (2 3 5 7 11)
(defn primes-stream (n) (if (< n 5) (%list-stream (%primes-up-to (floor n))) (%sieve-stream (floor n))))

(defn %list-stream (l) (if (nil? l) '() (stream-cons (fst l) (%list-stream (rst l)))))

(defn %sieve-stream (n)
  (let ((length (%sieve-length n)))
    (let ((sieve (%sieve length)))
      (stream-cons 2 (stream-cons 3 (%primes-after sieve length 0))))))

;; The primes behind character i.
(defn %primes-after (sieve length i) (%primes-at sieve length (%next-prime sieve length (+ i 1))))

(defn %primes-at (sieve length i)
  (if (= i length) '() (stream-cons (%number-at i) (%primes-after sieve length i))))

(defn %next-prime (sieve length i)
  (if (= i length) i (if (%prime-at? sieve i) i (%next-prime sieve length (+ i 1)))))
