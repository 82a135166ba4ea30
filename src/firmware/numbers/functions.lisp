;; Functions of integers that the core library has for immediates only, or not at all.

;; Squares and multiplies: x^n times `done`.
(defn (%power x n done)
  (if (= n 0)
      done
      (%power (if (= n 1) x (* x x))
              (arithmetic-shift n -1)
              (if (= (bitwise-and n 1) 0) done (* done x)))))

;;; ------------------------------------------------------------------ quotients

;;# Rational numbers and floats
;;: (floor-remainder x y) -- Another name of `modulo`.
;;> (floor-remainder -7 2) => 1
(define floor-remainder modulo)
;;: (truncate-quotient x y) -- Another name of `quotient`.
;;> (truncate-quotient -7 2) => -3
(define truncate-quotient quotient)
;;: (truncate-remainder x y) -- Another name of `remainder`.
;;> (truncate-remainder -7 2) => -1
(define truncate-remainder remainder)

;;: (floor-quotient x y) -- The greatest integer that is not above the exact quotient.
;;> (floor-quotient -7 2) => -4
(define (floor-quotient x y)
  (if (eq? (< (remainder x y) 0) (< y 0)) (quotient x y) (%floor-quotient x y)))

;; The remainder has not the divisor's sign; it may be 0.
(defn (%floor-quotient x y)
  (if (= (remainder x y) 0) (quotient x y) (- (quotient x y) 1)))

;; Quotient and remainder as a pair. Long numbers are divided once.
;;: (truncate/ x y) -- The pair of `quotient` and `remainder`.
;;> (truncate/ -7 2) => (-3 . -1)
(define (truncate/ x y)
  (if (if (bignum? x) (if (exact-integer? y) (not (= y 0)) false) false)
      (%divide x y cons)
      (cons (quotient x y) (remainder x y))))

;;: (floor/ x y) -- The pair of `floor-quotient` and `modulo`.
;;> (floor/ -7 2) => (-4 . 1)
(define (floor/ x y) (%floor-pair (truncate/ x y) y))

(defn (%floor-pair parts y)
  (if (if (= (cdr parts) 0) true (eq? (< (cdr parts) 0) (< y 0)))
      parts
      (cons (- (car parts) 1) (+ (cdr parts) y))))

;;; ------------------------------------------------------------------ common divisors

(define (gcd . list) (%fold %divisor 0 list))
;;: (lcm n ...) -- The least common multiple; 1 of none.
;;> (lcm 4 6) => 12
(define (lcm . list) (%fold %lcm 1 list))
(defn (%lcm a b) (if (= b 0) 0 (abs (* a (quotient b (%divisor a b))))))

(defn (%divisor a b)
  (if (if (bignum? a) (bignum? b) false)
      (if (< (%digits-compare a b) 0)
          (%long-divisor (abs b) (abs a))
          (%long-divisor (abs a) (abs b)))
      (%gcd a b)))

;; Of two magnitudes, the first not less than the second: D. H. Lehmer's method, D. E. Knuth, The Art of
;; Computer Programming, volume 2, 4.5.2, algorithm L. The first bits of both tell several quotients of
;; Euclid's algorithm; what these make of the numbers is computed at once.
(defn (%long-divisor x y)
  (if (bignum? y)
      (%divisor-by x y (%digits-count x) (%digits-count y))
      (%gcd x y)))

(defn (%divisor-by x y m n)
  (if (if (< m %lehmer-digits) true (< n (- m 1)))
      (%long-divisor y (remainder x y))
      (%divisor-after x y m n (%top-bits x m))))

;; The last digit of x has so many bits.
(defn (%divisor-after x y m n bits)
  (%reduced x y
            (%cofactors (cons (%leading x (- m 2) 2 bits) '(1 . 0))
                        (cons (%leading y (- m 2) (- n m -2) bits) '(0 . 1)))))

;; Measured: numbers of fewer digits are divided.
(define %lehmer-digits 3)

;; So many digits of a row as a number of three bits fewer than a digit has, if a second digit has so many bits:
;; then sums of two such numbers are immediates.
(defn (%leading row from count bits)
  (%digits-integer (%shifted (%part row from count) 1 (- -3 bits))))

;; Of (u a . b) and (v c . d), the leading digits u and v of two numbers: as many steps of Euclid's algorithm as are
;; certain, though each number may be what u or v says or less than 1 more. They have become a times the first
;; plus b times the second, and c times the first plus d times the second. Three parameters stay in registers.
(defn (%cofactors x y)
  (if (if (= (+ (car y) (car (cdr y))) 0) true (= (+ (car y) (cdr (cdr y))) 0))
      (cons x y)
      (%next-cofactors x y (quotient (+ (car x) (car (cdr x))) (+ (car y) (car (cdr y)))))))

(defn (%next-cofactors x y q)
  (if (= q (quotient (+ (car x) (cdr (cdr x))) (+ (car y) (cdr (cdr y)))))
      (%cofactors y
                  (cons (- (car x) (* q (car y)))
                        (cons (- (car (cdr x)) (* q (car (cdr y))))
                              (- (cdr (cdr x)) (* q (cdr (cdr y)))))))
      (cons x y)))

;; No step is certain if b is 0.
(defn (%reduced x y factors)
  (if (= (cdr (cdr (car factors))) 0)
      (%long-divisor y (remainder x y))
      (%long-divisor (%combined x y (cdr (car factors))) (%combined x y (cdr (cdr factors))))))

;; x a + y b, not negative, of (a . b). One of these is negative or 0, and y has no more digits than x.
(defn (%combined x y factors)
  (if (< (cdr factors) 0)
      (%less (%times x (car factors) (%digits-count x))
             (%times y (- (cdr factors)) (%digits-count x))
             (%digits-count x))
      (%less (%times y (cdr factors) (%digits-count x))
             (%times x (- (car factors)) (%digits-count x))
             (%digits-count x))))

(defn (%less row b n)
  (%digits-subtract! row b 0)
  (%integer row (+ n 1)))

(defn (%times x factor n) (%scaled (%make-bignum (+ n 1)) x factor))

(defn (%scaled row x factor)
  (%digits-multiply! row x factor 0)
  row)

;;; ------------------------------------------------------------------ square roots

;; The largest integer whose square is not greater than n, and what n has more, as a pair.
;;: (exact-integer-sqrt n) -- The largest integer whose square is not above n, and what n has more, as a pair.
;;> (exact-integer-sqrt 17) => (4 . 1)
(define (exact-integer-sqrt n)
  (if (< n 0)
      (error "a negative number has no square root:" n)
      (if (= n 0) (cons 0 0) (%with-rest n (%root-from n (quotient (- (bit-length n) 1) 2))))))

;; Newton's method, in each step with twice as many bits as are right: M. Dickinson, math.isqrt of Python. The
;; root is less than 1 too large.
(defn (%root-from n bits) (%root n bits (bit-length bits) 0 1))

;; `root` is the one of the first bits of n, of which it has `known` but one.
(defn (%root n bits step known root)
  (if (= step 0)
      root
      (%next-root n bits (- step 1) known (arithmetic-shift bits (- 1 step)) root)))

(defn (%next-root n bits step known next root)
  (%root n bits step next
         (+ (arithmetic-shift root (- next known 1))
            (quotient (arithmetic-shift n (- (+ known next -1) (+ bits bits))) root))))

(defn (%with-rest n root) (%checked-root root (- n (* root root))))

(defn (%checked-root root rest)
  (if (< rest 0) (cons (- root 1) (+ rest root root -1)) (cons root rest)))

;;; ------------------------------------------------------------------ text
;;
;; A number is cut in two by powers of the radix, each the square of the next, until its parts are immediates.

(define %decimal number->string)

(define (number->string n . list)
  (if (null? list)
      (if (bignum? n) (list->string (%put-integer n 10)) (%decimal n))
      (%apply %put-number n list)))

(defn (%put-number n radix) (list->string (%put-integer n (%radix radix))))

(defn (%radix n)
  (if (if (exact-integer? n) (<= 2 n 36) false) n (error "a radix is an integer from 2 to 36:" n)))

(defn (%put-integer n radix)
  (if (< n 0)
      (cons #\- (%put-magnitude (- n) radix))
      (%put-magnitude n radix)))

(defn (%put-magnitude n radix)
  (if (= n 0)
      (%list #\0)
      (let ((chunk (%chunk radix radix 1)))
        (%put-parts n 0 radix (%powers n (car chunk) (cdr chunk) nil) nil))))

;; The largest power of the radix that is an immediate, with its exponent.
(defn (%chunk power radix n)
  (if (bignum? (* power radix)) (cons power n) (%chunk (* power radix) radix (+ n 1))))

;; (power . exponent), each the square of the next, up to n; the greatest first.
(defn (%powers n power digits done)
  (if (< n power)
      done
      (%powers n (* power power) (+ digits digits) (cons (cons power digits) done))))

;; The digits of n before `done`, so many of them if `width` is not 0.
(defn (%put-parts n width radix powers done)
  (if (null? powers)
      (%put-digits n width radix done)
      (let ((parts (%divide n (car (car powers)) cons)) (digits (cdr (car powers))))
        (if (if (= width 0) (= (car parts) 0) false)
            (%put-parts n 0 radix (cdr powers) done)
            (%put-parts (car parts)
                        (if (= width 0) 0 (- width digits))
                        radix
                        (cdr powers)
                        (%put-parts (cdr parts) digits radix (cdr powers) done))))))

(defn (%put-digits n width radix done)
  (if (if (= n 0) (< width 1) false)
      done
      (%put-digits (quotient n radix) (- width 1) radix
                   (cons (string-ref "0123456789abcdefghijklmnopqrstuvwxyz" (remainder n radix))
                         done))))

(define %short-number string->number)

;; The integer that a text denotes, else false. Most texts are short, and an immediate.
(define (string->number s . list)
  (if (null? list)
      (if (< (string-length s) 10) (%short-number s) (%get-signed s 10))
      (%apply %get-number s list)))

(defn (%get-number s radix) (%get-signed s (%radix radix)))

(defn (%get-signed s radix)
  (if (%at? s 0 #\-)
      (%negated (%get-magnitude s 1 radix))
      (%get-magnitude s (%after-sign s 0) radix)))

(defn (%negated n) (if n (- n) false))

(defn (%get-magnitude s at radix)
  (if (if (< at (string-length s)) (%all-digits? s at radix) false)
      (%get-parts s at (string-length s) radix)
      false))

(defn (%all-digits? s at radix)
  (if (= at (string-length s))
      true
      (if (< (%digit-of (char->integer (string-ref s at))) radix)
          (%all-digits? s (+ at 1) radix)
          false)))

;; What a character stands for as a digit; 36 if it is none.
(defn (%digit-of code)
  (if (<= 48 code 57)
      (- code 48)
      (if (<= 97 (bitwise-or code 32) 122) (- (bitwise-or code 32) 87) 36)))

;; Five digits are an immediate in any radix. More are cut into parts that are, and these joined two by two.
(defn (%get-parts s at end radix)
  (if (< (- end at) 6)
      (%get-digits s at end radix 0)
      (%join-chunks s at end radix (%chunk radix radix 1))))

(defn (%join-chunks s at end radix chunk)
  (%joined (%parts-of s at end radix (cdr chunk) nil) (car chunk)))

;; Parts of so many digits, the first of what is left, before those in `done`: the least significant comes first.
(defn (%parts-of s at end radix width done)
  (if (= at end)
      done
      (%next-part s at (- end (* width (quotient (- end at 1) width))) end radix width done)))

(defn (%next-part s at next end radix width done)
  (%parts-of s next end radix width (cons (%get-digits s at next radix 0) done)))

;; Each part counts `power` times as much as the one before it.
(defn (%joined parts power)
  (if (null? (cdr parts))
      (car parts)
      (if (null? (cddr parts))
          (+ (car parts) (* (cadr parts) power))
          (%joined (%paired parts power nil) (* power power)))))

(defn (%paired parts power done)
  (if (if (null? parts) true (null? (cdr parts)))
      (%reverse-onto done parts)
      (%paired (cddr parts) power (cons (+ (car parts) (* (cadr parts) power)) done))))

(defn (%get-digits s at end radix n)
  (if (= at end)
      n
      (%get-digits s (+ at 1) end radix
                   (+ (* n radix) (%digit-of (char->integer (string-ref s at)))))))
