;; Exact integers of any size.
;;
;; An integer that fits an immediate is one; any other is a BIGNUM whose last digit is not 0. (A NUMBER is one
;; too, but only where a program's text has it.) What is worked on are *rows*: BIGNUMs of a known number of
;; digits, whatever they are, which nobody else holds until `%integer` makes a number of them. A digit has as
;; many bits as a word, the least significant digit comes first.

;; The magnitude of an integer and its sign, as a row that is only read.
(defn (%row x) (if (bignum? x) x (%digits-load! (%make-bignum 1) x)))

(defn (%signed row sign) (%digits-set-sign! row sign) row)

;; So many digits of a row, from one on, as a row of their own.
(defn (%part row from count) (%digits-copy! (%make-bignum count) row 0 count from))

;; The integer that a row of n digits stands for.
(defn (%integer row n)
  (let ((count (%digits-count row)))
    (let ((small (if (< count 2) (%digits-integer row) nil)))
      (if (null? small)
          (if (= count n) row (%signed (%part row 0 count) (%digits-sign row)))
          small))))

;;; ------------------------------------------------------------------ sums
;;
;; What is called for every sum and product has three parameters at most: these stay in registers.

(defn (%add x y)
  (if (bignum? y)
      (%add-rows (%row x) y (%digits-sign y))
      (%add-rows (%row x) (%row y) (if (< y 0) -1 1))))

(defn (%subtract x y)
  (if (bignum? y)
      (%add-rows (%row x) y (- (%digits-sign y)))
      (%add-rows (%row x) (%row y) (if (< y 0) 1 -1))))

;; b counts with the sign given.
(defn (%add-rows a b sign)
  (if (= (%digits-sign a) sign)
      (if (< (%digits-count a) (%digits-count b)) (%sum b a sign) (%sum a b sign))
      (case (%digits-compare a b)
        ((0) 0)
        ((1) (%difference a b (- sign)))
        (else (%difference b a sign)))))

;; a has as many digits as b or more. The sum is no immediate, as one of the two is none, or neither is their sum.
(defn (%sum a b sign) (%summed (%copied a (%digits-count a) sign) b (%digits-count a)))

;; So many digits of a row, with a sign.
(defn (%copied row n sign)
  (if (= sign 1)
      (%digits-copy! (%make-bignum n) row 0 n 0)
      (%signed (%digits-copy! (%make-bignum n) row 0 n 0) sign)))

(defn (%summed row b n) (if (= (%digits-add! row b 0) 0) row (%carried row n)))

;; The row of n digits, with a 1 above them.
(defn (%carried row n) (%with-one (%signed (%longer row n) (%digits-sign row)) n))

(defn (%with-one row n)
  (%digits-add! row %one-row n)
  row)

(defn (%longer row n) (%digits-copy! (%make-bignum (+ n 1)) row 0 n 0))

(defn (%plus row b)
  (%digits-add! row b 0)
  row)

;; a is larger than b.
(defn (%difference a b sign)
  (%integer (%minus (%part a 0 (%digits-count a)) b sign) (%digits-count a)))

(defn (%minus row b sign)
  (%digits-subtract! row b 0)
  (%digits-set-sign! row sign)
  row)

;;; ------------------------------------------------------------------ products

(defn (%multiply x y)
  (let ((a (%row x)) (b (%row y)))
    (%integer (%signed (%product a b) (if (= (%digits-sign a) (%digits-sign b)) 1 -1))
              (+ (%digits-count a) (%digits-count b)))))

;; The row of two magnitudes' product, with the digits of both.
(defn (%product a b)
  (if (< (%digits-count a) (%digits-count b)) (%product-by b a) (%product-by a b)))

;; a has as many digits as b or more.
(defn (%product-by a b)
  (if (< (%digits-count b) %karatsuba-digits)
      (%add-products (%make-bignum (+ (%digits-count a) (%digits-count b)))
                     (cons a b)
                     (%digits-count b))
      (%split a (%digits-count a) b (%digits-count b)
              (quotient (+ (%digits-count a) 1) 2))))

;; Adds the first factor times each of n digits of the second, the last first.
(defn (%add-products row factors n)
  (if (= n 0)
      row
      (begin
        (%digits-multiply-add! row (car factors) (cdr factors) (- n 1))
        (%add-products row factors (- n 1)))))

;; Products of so many digits are made of products of half as many: A. Karatsuba and Y. Ofman, 1962.
;; Measured: below this, digit by digit is faster.
(define %karatsuba-digits 80)

;; a has m digits and b n, no more than that; they are split behind digit h, more than half of m. Halves and
;; products have no leading zeros that they need not have, so that they can be added where there is no room for
;; these.
(defn (%split a m b n h)
  (let ((row (%make-bignum (+ m n))) (low (%trimmed a 0 h)) (high (%trimmed a h (- m h))))
    (if (< h n)
        (%three-products row h low high (%trimmed b 0 h) (%trimmed b h (- n h)))
        (begin
          (%digits-add! row (%short-product low b) 0)
          (%digits-add! row (%short-product high b) h)
          row))))

(defn (%short-product a b) (%whole (%product a b)))

(defn (%whole row) (%trimmed row 0 (%digits-count row)))

;; So many digits of a row, from one on, without those at the end that are 0.
(defn (%trimmed row from count)
  (%first-digits (%part row from count) count))

(defn (%first-digits row count)
  (if (= (%digits-count row) count) row (%part row 0 (%digits-count row))))

;; low and high are halves of the first number, those with a dot of the second. The third product is of the sums
;; of the halves, less the other two.
(defn (%three-products row h low high low. high.)
  (let ((lows (%short-product low low.)) (highs (%short-product high high.)))
    (let ((middle (%product (%half-sum low high) (%half-sum low. high.))))
      (%digits-add! row lows 0)
      (%digits-add! row highs (+ h h))
      (%digits-subtract! middle lows 0)
      (%digits-subtract! middle highs 0)
      (%digits-add! row (%whole middle) h)
      row)))

(defn (%half-sum low high)
  (if (< (%digits-count low) (%digits-count high))
      (%whole (%plus (%longer high (%digits-count high)) low))
      (%whole (%plus (%longer low (%digits-count low)) high))))

;;; ------------------------------------------------------------------ quotients

;; Applies f to the quotient, truncated towards zero, and the remainder of two integers, the second not 0.
(defn (%divide x y f)
  (let ((a (%row x)) (b (%row y)))
    (let ((m (%digits-count a)) (n (%digits-count b)))
      (if (if (< m n) true (< (%digits-compare a b) 0))
          (funcall f 0 x)
          (let ((digit (if (< n 2) (%small-magnitude (%digits-integer b)) nil)))
            (if (null? digit)
                (%divide-rows a m b n f)
                (%divide-by-digit a m digit (%digits-sign b) f)))))))

;; Of an immediate, or nil: the magnitude of the least one is none.
(defn (%small-magnitude x)
  (if (null? x) nil (if (< x 0) (if (bignum? (- x)) nil (- x)) x)))

(defn (%divide-by-digit a m digit sign f)
  (let ((row (%make-bignum m)))
    (let ((left (%digits-divide! row a digit)))
      (funcall f
               (%integer (%signed row (if (= sign (%digits-sign a)) 1 -1)) m)
               (if (< (%digits-sign a) 0) (- left) left)))))

;; Long division: D. E. Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D. Both are shifted
;; until the top bit of the divisor is 1 and it has two digits.
(defn (%divide-rows a m b n f)
  (let ((more (if (< n 2) 1 0)))
    (let ((shift (+ (* more %word-bits) (- %word-bits (%top-bits b n)))) (digits (+ m more 1)))
      (let ((rest (%shifted a digits shift)) (divisor (%shifted b (+ n more) shift))
            (row (%make-bignum (+ (- m n) 1))))
        (%quotient-digits row rest divisor (- m n))
        (funcall f
                 (%integer (%signed row (if (= (%digits-sign a) (%digits-sign b)) 1 -1))
                           (+ (- m n) 1))
                 (%integer (%signed (%shifted (%part rest 0 (+ n more)) n (- shift))
                                    (%digits-sign a))
                           n))))))

;; The digits of the quotient from number j down; what remains is left in `rest`. A carry out of a divisor that
;; is added back may stay above the digits that are still looked at.
(defn (%quotient-digits row rest divisor j)
  (if (< j 0)
      nil
      (begin
        (%digits-estimate! row rest divisor j)
        (if (= (%digits-multiply-subtract! rest divisor row j) 1)
            (begin
              (%digits-add! rest divisor j)
              (%digits-subtract! row %one-row j))
            nil)
        (%quotient-digits row rest divisor (- j 1)))))

(define %one-row (%digits-load! (%make-bignum 1) 1))

;; A magnitude times 2^bits, as a row of n digits.
(defn (%shifted row n bits)
  (let ((result (%make-bignum n)))
    (%digits-shift! result row bits)
    result))

;; Two bits fewer than a digit has always fit an immediate.
(defn (%digit-bits row)
  (let ((small (%digits-integer row)))
    (if (null? small)
        (+ 2 (bit-length (%digits-integer (%shifted row 1 -2))))
        (bit-length small))))

;; The bits of digit n - 1 of a row.
(defn (%top-bits row n) (%digit-bits (%part row (- n 1) 1)))

(define %word-bits (%digit-bits (%digits-not! (%make-bignum 1))))

(defn (%first x y) x)
(defn (%second x y) y)

(defn (%quotient x y) (%divide x y %first))
(defn (%remainder x y) (%divide x y %second))

(defn (%modulo x y)
  (let ((rest (%remainder x y)))
    (if (= rest 0) 0 (if (eq? (< rest 0) (< y 0)) rest (+ rest y)))))

;;; ------------------------------------------------------------------ comparisons

;; Negative, 0 or positive, as x is less than y, equal, or greater.
(defn (%order x y)
  (let ((a (%row x)) (b (%row y)))
    (let ((sign (%digits-sign a)))
      (if (= sign (%digits-sign b)) (* sign (%digits-compare a b)) sign))))

;;; ------------------------------------------------------------------ bits

;; The bits of x without its sign.
(defn (%bit-length x)
  (let ((a (%row (if (< x 0) (- -1 x) x))))
    (let ((n (%digits-count a)))
      (if (= n 0) 0 (+ (* (- n 1) %word-bits) (%top-bits a n))))))

(defn (%bit-length-of x y) (%bit-length x))

(defn (%popcount-of x y)
  (let ((a (%row (if (< x 0) (- -1 x) x)))) (%ones a (%digits-count a) 0)))

(defn (%ones row n done)
  (if (= n 0) done (%ones row (- n 1) (+ done (%digit-ones (%part row (- n 1) 1))))))

(defn (%digit-ones row)
  (let ((small (%digits-integer row)))
    (if (null? small)
        (+ (popcount (%digits-integer (%shifted row 1 -2)))
           (popcount (bitwise-and (%low-bits row) 3)))
        (popcount small))))

;; The lower half of a digit.
(defn (%low-bits row)
  (let ((half (quotient %word-bits 2)))
    (%digits-integer (%shifted (%shifted row 1 half) 1 (- half)))))

;; x times 2^n, rounded down.
(defn (%shift x n)
  (if (= x 0) 0 (if (bignum? n) (%shifted-far x n) (%shifted-number x n))))

(defn (%shifted-far x n)
  (if (< 0 n)
      (error "no memory has room for a number that is shifted by" n)
      (if (< x 0) -1 0)))

(defn (%shifted-number x n)
  (let ((a (%row x)))
    (let ((bits (+ (%bit-length x) n)))
      (if (< bits 1)
          (if (< (%digits-sign a) 0) -1 0)
          (let ((digits (+ (quotient bits %word-bits) 1)))
            (let ((row (%make-bignum digits)))
              (let ((lost (%digits-shift! row a n)))
                (if (< (%digits-sign a) 0)
                    (- (- (%integer row digits)) lost)
                    (%integer row digits)))))))))

;; Rows in two's complement, of as many digits as both numbers need with their signs.
(defn (%bitwise f x y)
  (let ((n (+ 1 (quotient (max (%bit-length x) (%bit-length y)) %word-bits))))
    (let ((row (%make-bignum n)))
      (funcall f row (%complement x n) (%complement y n))
      (if (%negative-row? row n)
          (- -1 (%integer (%digits-not! row) n))
          (%integer row n)))))

(defn (%complement x n)
  (if (< x 0) (%digits-not! (%wide (- -1 x) n)) (%wide x n)))

(defn (%wide x n) (let ((a (%row x))) (let ((m (%digits-count a))) (%digits-copy! (%make-bignum n) a 0 m 0))))

(defn (%negative-row? row n) (= (%top-bits row n) %word-bits))

(defn (%and-bits x y) (%bitwise %digits-and! x y))
(defn (%or-bits x y) (%bitwise %digits-or! x y))
(defn (%xor-bits x y) (%bitwise %digits-xor! x y))
