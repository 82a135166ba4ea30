;; Numbers, as far as they need more than one primitive. The table in arithmetic.lisp has the others.

(defconst PI 3.141592653589793)
(defconst E 2.718281828459045)

(defn square (x) (* x x))
(defn cube (x) (* x x x))
(defn abs (x) (if (< x 0) (- x) x))
(defn sgn (x) (if (> x 0) 1 (if (< x 0) -1 0)))

(defn divides? (d n) (= (% n d) 0))
(defn integral? (x) (= (floor x) (ceil x)))

;; By pi / 180.
(defn radiants (x) (* x 0.017453292519943295))

;;; ------------------------------------------------------------------ powers and roots

(defn pow (b n)
  (if (< (%integer n) 0) (/ 1 (%pow b (- n))) (%pow b n)))

(defn %pow (b n)
  (if (= n 0)
      1
      (if (even? n) (%pow (* b b) (>> n 1)) (%odd-pow b n))))

(defn %odd-pow (b n) (if (= n 1) b (* b (%pow (* b b) (>> n 1)))))

(defn square? (n) (if (< n 0) #f (= (square (isqrt n)) n)))

;; The greatest integer whose cube is not above n: Newton's method from a power of two above the root.
(defn icbrt (n) (if (integer? n) (%icbrt n) (%icbrt (floor n))))

(defn %icbrt (n)
  (if (< n 0)
      (%cube-root-below n (- (%icbrt (- n))))
      (if (= n 0) 0 (%cube-root n (<< 1 (+ 1 (div (%bit-length n) 3)))))))

(defn %cube-root-below (n root) (if (= (cube root) n) root (- root 1)))

(defn %cube-root (n root) (%next-cube-root n root (div (+ root root (div n (* root root))) 3)))
(defn %next-cube-root (n root next) (if (< next root) (%cube-root n next) root))

;; The real roots of a x^2 + b x + c.
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

(defn product (a b f) (%product a (cons b f) 1))

(defn %product (a end n)
  (if (> a (fst end)) n (%product (+ a 1) end (* n ((rst end) a)))))

(defn modsum (a b f m) (%modsum a (cons b (cons m f)) 0))

(defn %modsum (a end n)
  (if (> a (fst end))
      n
      (%modsum (+ a 1) end (% (+ n ((rrst end) a)) (frst end)))))

(defn gauss-sum (n) (div (* n (+ n 1)) 2))
(defn gauss-square-sum (n) (div (* n (+ n 1) (+ n n 1)) 6))
(defn gauss-cube-sum (n) (square (gauss-sum n)))
(defn gauss-fourth-sum (n) (div (* n (+ n 1) (+ n n 1) (- (* 3 n (+ n 1)) 1)) 30))

;; Halves of about the same length are multiplied, which is what long multiplication is quick with.
(defn fac-from (a b)
  (if (< (- b a) 16)
      (%product-up a b 1)
      (let ((middle (>> (+ a b) 1)))
        (* (fac-from a middle) (fac-from (+ middle 1) b)))))

(defn %product-up (a b n) (if (> a b) n (%product-up (+ a 1) b (* n a))))

(defn fac (n) (fac-from 1 (%check (<= 0 n) "a negative number has no factorial:" n)))

(defn binomial (n r)
  (if (or (< r 0) (> r n))
      0
      (%binomial n (min r (- n r)))))

(defn %binomial (n r) (div (fac-from (+ (- n r) 1) n) (fac-from 1 r)))

;;; ------------------------------------------------------------------ digits
;;
;; The least significant one comes first.

;; A long number is cut into parts of 18 digits, or, if it is very long, they are taken from its text.
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

(defn digits->number (l) (%from-digits (reverse l) 10 0))
(defn digits->bignum (l) (%from-digits (reverse l) 10 0))

(defn %from-digits (l base n)
  (if (nil? l) n (%from-digits (rst l) base (+ (* n base) (%integer (fst l))))))

(defn number-of-digits (n)
  (if (< (%bit-length n) 60)
      (%count-digits (abs n) 1)
      (%string-length (%number->string (abs n)))))

(defn %count-digits (n count) (if (< n 10) count (%count-digits (%quotient n 10) (+ count 1))))

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

(defn palindromic? (l) (= l (reverse l)))

;; Digits to the base 10^9.
(defn bignum-chunks (n) (reverse (%chunks-of n '())))

(defn %chunks-of (n done)
  (if (= n 0) done (%chunks-of (%quotient n 1000000000) (cons (% n 1000000000) done))))

(defn chunks->bignum (l) (%from-digits (reverse l) 1000000000 0))

;; Text of x with so many places behind the point, rounded, halves upwards; x is not negative.
(defn format-digits (places x)
  (let ((power (pow 10 places)))
    (let ((n (floor (+ (* (%exact x) power) (/ 1 2)))))
      (str (div n power)
           "."
           (if (= places 0) "" (%last-digits (str (+ power (% n power)))))))))

;; The text without its first character.
(defn %last-digits (text) (chars->string (rst (string->chars text))))
