;; Numbers, as far as they need more than one primitive. The table in arithmetic.lisp has the others.

;;# Arithmetic
;;: PI -- 3.14159...
;;> PI => 3.141592653589793
(defconst PI 3.141592653589793)
;;: E -- 2.71828...
;;> E => 2.718281828459045
(defconst E 2.718281828459045)

;;: (square x) -- x times x.
;;> (square 5) => 25
(defn square (x) (* x x))
;;: (cube x) -- x times x times x.
;;> (cube 5) => 125
(defn cube (x) (* x x x))
;;: (abs x) -- Without its sign.
;;> (abs 5) => 5
;;> (abs -5) => 5
(defn abs (x) (if (< x 0) (- x) x))
;;: (sgn x) -- 1, 0 or -1.
;;> (sgn 5) => 1
;;> (sgn -5) => -1
(defn sgn (x) (if (> x 0) 1 (if (< x 0) -1 0)))

;;# Comparison and kinds
;;: (divides? d n) -- Is n a multiple of d?
;;> (divides? 3 12) => #t
(defn divides? (d n) (= (% n d) 0))
;;# Real numbers
;;: (integral? x) -- Is it an integer, a float or not?
;;> (integral? 2.0) => #t
(defn integral? (x) (= (floor x) (ceil x)))

;; By pi / 180.
;;: (radiants x) -- An angle in degrees as one in radians.
;;> (radiants 180) => 3.141592653589793
(defn radiants (x) (* x 0.017453292519943295))

;;; ------------------------------------------------------------------ powers and roots

(defn pow (b n)
  (if (< (%integer n) 0) (/ 1 (%pow b (- n))) (%pow b n)))

(defn %pow (b n)
  (if (= n 0)
      1
      (if (even? n) (%pow (* b b) (>> n 1)) (%odd-pow b n))))

(defn %odd-pow (b n) (if (= n 1) b (* b (%pow (* b b) (>> n 1)))))

;;# Integers
;;: (square? n) -- Is it the square of an integer?
;;> (square? 16) => #t
(defn square? (n) (if (< n 0) #f (= (square (isqrt n)) n)))

;; The greatest integer whose cube is not above n: Newton's method from a power of two above the root.
;;: (icbrt n) -- The greatest integer whose cube is not above n.
;;> (icbrt 28) => 3
(defn icbrt (n) (if (integer? n) (%icbrt n) (%icbrt (floor n))))

(defn %icbrt (n)
  (if (< n 0)
      (%cube-root-below n (- (%icbrt (- n))))
      (if (= n 0) 0 (%cube-root n (<< 1 (+ 1 (div (%bit-length n) 3)))))))

(defn %cube-root-below (n root) (if (= (cube root) n) root (- root 1)))

(defn %cube-root (n root) (%next-cube-root n root (div (+ root root (div n (* root root))) 3)))
(defn %next-cube-root (n root next) (if (< next root) (%cube-root n next) root))

;; The real roots of a x^2 + b x + c.
;;# Real numbers
;;: (solve-quadratic a b c) -- The real roots of a x^2 + b x + c.
;;> (solve-quadratic 1 -3 2) => (1 2)
(defn solve-quadratic (a b c)
  (let ((d (- (* b b) (* 4 a c))))
    (cond
      ((< d 0) '())
      ((= d 0) (list (/ (- b) (* 2 a))))
      (else (list (/ (- (- b) (sqrt d)) (* 2 a)) (/ (+ (- b) (sqrt d)) (* 2 a)))))))

;;; ------------------------------------------------------------------ sums and products over a range

;; The macros sum and sum-if are calls of these. `end` is the last number and a function, or two.
(defn %sum-of-integers (a b)
  (if (> a b) 0 (%quotient (* (+ a b) (+ (- b a) 1)) 2)))

(defn %sum (a b f) (%sum-to a (cons b f) 0))

(defn %sum-to (a end n)
  (if (> a (fst end)) n (%sum-to (+ a 1) end (+ n ((rst end) a)))))

(defn %sum-if (a b p f) (%sum-if-to a (cons b (cons p f)) 0))

(defn %sum-if-to (a end n)
  (if (> a (fst end))
      n
      (%sum-if-to (+ a 1) end (if ((frst end) a) (+ n ((rrst end) a)) n))))

;;# Integers
;;: (product a b f) -- The product of f of a, a + 1, ... b.
;;> (product 1 5 id) => 120
(defn product (a b f) (%product a (cons b f) 1))

(defn %product (a end n)
  (if (> a (fst end)) n (%product (+ a 1) end (* n ((rst end) a)))))

;;: (modsum a b f m) -- The sum of f of a, ... b modulo m.
;;> (modsum 1 10 square 7) => 0
(defn modsum (a b f m) (%modsum a (cons b (cons m f)) 0))

(defn %modsum (a end n)
  (if (> a (fst end))
      n
      (%modsum (+ a 1) end (% (+ n ((rrst end) a)) (frst end)))))

;;: (gauss-sum n) -- 1 + 2 + ... + n.
;;> (gauss-sum 100) => 5050
(defn gauss-sum (n) (div (* n (+ n 1)) 2))
;;: (gauss-square-sum n) -- The sum of the squares.
;;> (gauss-square-sum 10) => 385
(defn gauss-square-sum (n) (div (* n (+ n 1) (+ n n 1)) 6))
;;: (gauss-cube-sum n) -- The sum of the cubes.
;;> (gauss-cube-sum 10) => 3025
(defn gauss-cube-sum (n) (square (gauss-sum n)))
;;: (gauss-fourth-sum n) -- The sum of the fourth powers.
;;> (gauss-fourth-sum 10) => 25333
(defn gauss-fourth-sum (n) (div (* n (+ n 1) (+ n n 1) (- (* 3 n (+ n 1)) 1)) 30))

;; Halves of about the same length are multiplied, which is what long multiplication is quick with.
;;: (fac-from a b) -- The product of the integers from a to b.
;;> (fac-from 3 5) => 60
(defn fac-from (a b)
  (if (< (- b a) 16)
      (%product-up a b 1)
      (let ((middle (>> (+ a b) 1)))
        (* (fac-from a middle) (fac-from (+ middle 1) b)))))

(defn %product-up (a b n) (if (> a b) n (%product-up (+ a 1) b (* n a))))

;;: (fac n) -- The factorial.
;;> (fac 10) => 3628800
(defn fac (n) (fac-from 1 (%check (<= 0 n) "a negative number has no factorial:" n)))

;;: (binomial n r) -- In how many ways r of n can be chosen.
;;> (binomial 40 20) => 137846528820
(defn binomial (n r)
  (if (or (< r 0) (> r n))
      0
      (%binomial n (min r (- n r)))))

(defn %binomial (n r) (div (fac-from (+ (- n r) 1) n) (fac-from 1 r)))

;;; ------------------------------------------------------------------ digits
;;
;; The least significant one comes first.

;; A long number is cut into parts of 18 digits, or, if it is very long, they are taken from its text.
;;# Digits
;;: (number->digits n) -- The digits, the least first.
;;> (number->digits 123) => (3 2 1)
(defn number->digits (n)
  (if (< (%bit-length n) 60)
      (reverse (%digits n '()))
      (if (< n 0)
          (map - (number->digits (- n)))
          (if (< (%bit-length n) 20000)
              (reverse (%chunk-digits (%chunks18 n) '()))
              (%text-digits (%number->string n) 0 '())))))

(defn %digits (n done) (if (= n 0) done (%next-digit n (%quotient n 10) done)))
(defn %next-digit (n tenth done) (%digits tenth (cons (- n (* 10 tenth)) done)))

;; All parts have so many digits but the last one.
(defn %chunk-digits (chunks done)
  (if (nil? (rst chunks))
      (%digits (fst chunks) done)
      (%chunk-digits (rst chunks)
                     (%all-digits (%quotient (fst chunks) 1000000000)
                                  9
                                  (%all-digits (% (fst chunks) 1000000000) 9 done)))))

(defn %all-digits (n places done) (if (= places 0) done (%place n places done)))
(defn %place (n places done) (%all-digits (%quotient n 10) (- places 1) (cons (% n 10) done)))

(defn %text-digits (text i done)
  (if (= i (%string-length text))
      done
      (%text-digits text (+ i 1) (cons (- (char->integer (%string-ref text i)) 48) done))))

;;: (digits->number l) -- The number of such digits.
;;> (digits->number (list 3 2 1)) => 123
(defn digits->number (l) (%from-digits (reverse l) 10 0))
;;: (digits->bignum l) -- The same.
;;> (digits->bignum (list 3 2 1)) => 123
(defn digits->bignum (l) (%from-digits (reverse l) 10 0))

(defn %from-digits (l base n)
  (if (nil? l) n (%from-digits (rst l) base (+ (* n base) (%integer (fst l))))))

;;: (number-of-digits n) -- How many digits it has.
;;> (number-of-digits 12345) => 5
(defn number-of-digits (n)
  (if (< (%bit-length n) 60)
      (%count-digits (abs n) 1)
      (%string-length (%number->string (abs n)))))

(defn %count-digits (n count) (if (< n 10) count (%count-digits (%quotient n 10) (+ count 1))))

;;: (digit-sum n) -- Their sum.
;;> (digit-sum 12345) => 15
(defn digit-sum (n)
  (if (< (%bit-length n) 60)
      (%digit-sum n 0)
      (if (< (%bit-length n) 20000)
          (* (sgn n) (%chunk-digit-sum (%chunks18 (abs n)) 0))
          (list-sum (number->digits n)))))

(defn %digit-sum (n sum) (if (= n 0) sum (%digit-sum-next n (%quotient n 10) sum)))
(defn %digit-sum-next (n tenth sum) (%digit-sum tenth (+ sum (- n (* 10 tenth)))))

(defn %chunk-digit-sum (chunks sum)
  (if (nil? chunks)
      sum
      (%chunk-digit-sum (rst chunks)
                        (%digit-sum (%quotient (fst chunks) 1000000000)
                                    (%digit-sum (% (fst chunks) 1000000000) sum)))))

;;: (palindromic? l) -- Is the list the same in reverse?
;;> (palindromic? (list 1 2 1)) => #t
(defn palindromic? (l) (= l (reverse l)))

;; Digits to the base 10^9.
;;: (bignum-chunks n) -- The digits to the base 10^9, the least first.
;;> (bignum-chunks 12000000034) => (34 12)
(defn bignum-chunks (n) (reverse (%chunks-of n '())))

(defn %chunks-of (n done)
  (if (= n 0) done (%chunks-of (%quotient n 1000000000) (cons (% n 1000000000) done))))

;;: (chunks->bignum l) -- The number of such digits.
;;> (chunks->bignum (list 34 12)) => 12000000034
(defn chunks->bignum (l) (%from-digits (reverse l) 1000000000 0))

;; Text of x with so many places behind the point, rounded, halves upwards; x is not negative.
;;: (format-digits places x) -- Text with so many places behind the point.
;;> (format-digits 3 (/ 2 3)) => 0.667
(defn format-digits (places x)
  (let ((power (pow 10 places)))
    (let ((n (floor (+ (* (%exact x) power) (/ 1 2)))))
      (str (div n power)
           "."
           (if (= places 0) "" (%last-digits (str (+ power (% n power)))))))))

;; The text without its first character.
(defn %last-digits (text) (chars->string (rst (string->chars text))))
