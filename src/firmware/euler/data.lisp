;; The euler dialect's data, as the machine's own.
;;
;; | EulerLisp              | machine                                        |
;; |------------------------|------------------------------------------------|
;; | empty list, #t, #f     | NIL, TRUE, FALSE                               |
;; | number                 | immediate, BIGNUM, RATIO, FLOAT                |
;; | character, string      | CHAR, STRING                                   |
;; | symbol                 | SYMBOL, variable                               |
;; | pair                   | CONS                                           |
;; | vector                 | a VECTOR of three elements: see below          |
;; | function               | FUNCTION                                       |
;; | unspecified            | a SYMBOL of the constant subtype               |
;;
;; Firmware's symbols are in the image's own table, a program's in the one of symbols.lisp: a program cannot
;; name what is defined here. What it can name is installed in shell.lisp.

(define %undefined (make-symbol "undefined" true))
(defn (undefined? x) (eq? x %undefined))

;;; ------------------------------------------------------------------ vectors
;;
;; #(storage count slack). The storage of a vector that has never grown or shrunk is as long as the count, and hardware
;; finds an index that is none: slack is false. Else there are elements behind the count, which are NIL, and slack says
;; how often the vector has been read since. When that is as often as it has elements, the storage is cut: each read
;; pays for one element, so that reading stays quick whatever was done before.

(defn (vector-of-list x) (vector-of-some x (%length x)))
(defn (vector-of-some x n) (make-euler-vector (fill-from x (%make-vector n nil) 0) n))
(defn (make-euler-vector storage count) (fill-from (%list storage count false) (%make-vector 3 nil) 0))

;; Puts the elements of a list into a storage, from index i on.
(defn (fill-from list storage i)
  (if (null? list)
      storage
      (begin
        (vector-set! storage i (car list))
        (fill-from (cdr list) storage (+ i 1)))))

;;# Vectors
;;: (vector x ...) -- A vector.
;;> (vector->list (vector 1 2)) => (1 2)
(defn (euler-vector . all) (vector-of-list all))

;;: (make-vector n [x]) -- A vector of n elements x.
;;> (vector-length (make-vector 3 0)) => 3
(defn (euler-make-vector n . more)
  (make-euler-vector
   (%make-vector n (if (null? more) %undefined (if (null? (cdr more)) (car more) (wrong-arity euler-make-vector))))
   n))

(defn (euler-vector-length v) (vector-ref v 1))

(defn (euler-vector-ref v i)
  (if (vector-ref v 2) (slack-ref v i) (vector-ref (vector-ref v 0) i)))

;; The value is the one stored: the compiler has what a program sees.
(defn (vector-store! v i x)
  (if (vector-ref v 2) (slack-set! v i x) (vector-set! (vector-ref v 0) i x)))

(defn (euler-vector-set! v i x)
  (vector-store! v i x)
  %undefined)

(defn (slack-ref v i)
  (if (< i (vector-ref v 1))
      (begin
        (count-read v (+ 1 (vector-ref v 2)))
        (vector-ref (vector-ref v 0) i))
      (bad-index i)))

(defn (slack-set! v i x)
  (if (< i (vector-ref v 1))
      (begin
        (count-read v (+ 1 (vector-ref v 2)))
        (vector-set! (vector-ref v 0) i x))
      (bad-index i)))

(defn (count-read v reads)
  (if (< reads (vector-ref v 1))
      (vector-set! v 2 reads)
      (begin
        (vector-set! v 0 (first-elements (vector-ref v 0) (vector-ref v 1) (vector-ref v 1)))
        (vector-set! v 2 false))))

(defn (bad-index i) (if (exact-integer? i) (fail "Index out of bounds: " i) (wrong-type i)))

;; The first n elements as the first of a VECTOR of their own.
(defn (first-elements storage n room) (copy-down (%make-vector room nil) storage (- n 1)))

;; The elements from index i down.
(defn (copy-down to from i)
  (if (< i 0)
      to
      (begin
        (vector-set! to i (vector-ref from i))
        (copy-down to from (- i 1)))))

;;: (vector-push! v x) -- One element more at the end.
;;> (let ((v (vector 1 2))) (vector-push! v 3) (vector->list v)) => (1 2 3)
(defn (euler-vector-push! v x)
  (let ((n (vector-ref v 1)))
    (if (= n (vector-length (vector-ref v 0))) (vector-set! v 0 (longer (vector-ref v 0) n)) nil)
    (vector-set! (vector-ref v 0) n x)
    (resize v (+ n 1))
    %undefined))

(defn (resize v n)
  (vector-set! v 1 n)
  (vector-set! v 2 (if (= n (vector-length (vector-ref v 0))) false 0)))

;; A VECTOR with the first n elements of another, and room for as many more.
(defn (longer from n) (first-elements from n (+ n n 4)))

;; Copies from[start, end) to `to`, from index `at` on.
(defn (copy-range to from start end at)
  (if (< start end)
      (begin
        (vector-set! to at (vector-ref from start))
        (copy-range to from (+ start 1) end (+ at 1)))
      to))

;;: (vector-pop! v) -- Takes the last element off; that.
;;> (vector-pop! (vector 1 2)) => 2
(defn (euler-vector-pop! v)
  (let ((n (- (vector-ref v 1) 1)))
    (if (< n 0)
        %undefined
        (let ((x (vector-ref (vector-ref v 0) n)))
          (vector-set! (vector-ref v 0) n nil)
          (shrink v n (vector-length (vector-ref v 0)))
          (resize v n)
          x))))

;; Half of the storage is given back once three quarters of it are not used.
(defn (shrink v n room)
  (if (if (< 16 room) (< (* 4 n) room) false)
      (vector-set! v 0 (first-elements (vector-ref v 0) n (quotient room 2)))
      nil))

;; Only whole, the vector is changed.
;;: (vector-delete! v i) -- Takes the element at an index out.
;;> (let ((v (vector 1 2 3))) (vector-delete! v 0) (vector->list v)) => (2 3)
(defn (euler-vector-delete! v i)
  (euler-vector-ref v i)
  (copy-range (vector-ref v 0) (vector-ref v 0) (+ i 1) (vector-ref v 1) i)
  (euler-vector-pop! v)
  %undefined)

;;: (vector-copy v [from [to]]) -- A new vector of the same elements, or of some.
;;> (vector->list (vector-copy (vector 1 2 3) 1)) => (2 3)
(defn (euler-vector-copy v . range)
  (let ((n (vector-ref v 1)))
    (let ((from (if (null? range) 0 (car range)))
          (to (if (if (null? range) true (null? (cdr range)))
                  n
                  (if (null? (cddr range)) (min n (cadr range)) (wrong-arity euler-vector-copy)))))
      (if (if (exact-integer? from) (if (exact-integer? to) (< -1 from) false) false)
          (part-of-vector v from to (- to from))
          (fail "Index out of bounds: " from)))))

(defn (part-of-vector v from to n)
  (if (< n 0)
      (euler-vector)
      (make-euler-vector
       (if (= from 0)
           (first-elements (vector-ref v 0) n n)
           (copy-range (%make-vector n nil) (vector-ref v 0) from to 0))
       n)))

;;: (list->vector l) -- A vector of the elements.
;;> (vector-length (list->vector (list 1 2))) => 2
(defn (euler-list->vector x) (vector-of-list (proper x)))
;;: (vector->list v) -- A list of the elements.
;;> (vector->list (vector 1 2)) => (1 2)
(defn (euler-vector->list v) (list-down (vector-ref v 0) (- (vector-ref v 1) 1) nil))

(defn (list-down storage i done)
  (if (< i 0) done (list-down storage (- i 1) (cons (vector-ref storage i) done))))

;; The list, if it is one.
(defn (proper x) (if (list? x) x (fail "Invalid list: " x)))

;;: (vector-shuffle! v) -- Brings the elements into a random order.
(defn (euler-vector-shuffle! v) (shuffle (vector-ref v 0) (- (vector-ref v 1) 1)))

;; R. A. Fisher and F. Yates, as R. Durstenfeld has it.
(defn (shuffle storage n)
  (if (< n 1)
      %undefined
      (let ((i (euler-rand 0 n)) (x (vector-ref storage n)))
        (vector-set! storage n (vector-ref storage i))
        (vector-set! storage i x)
        (shuffle storage (- n 1)))))

;;; ------------------------------------------------------------------ pairs

(defn (euler-set-fst! p x) (set-car! p x) %undefined)
(defn (euler-set-rst! p x) (set-cdr! p x) %undefined)

;;; ------------------------------------------------------------------ types

;;# Comparison and kinds
;;: (bignum? x) -- Is it an integer outside of 64 bits?
;;> (bignum? (pow 2 64)) => #t
(defn (euler-bignum? x) (if (bignum? x) (not (<= -9223372036854775808 x 9223372036854775807)) false))
;;: (bignum x) -- The integer itself: there is one kind.
;;> (bignum 5) => 5
(defn (euler-bignum x) (if (exact-integer? x) x (wrong-type x)))
(defn (euler-apply f x) (%apply f (proper x)))

;;; ------------------------------------------------------------------ promises

;; A function of no argument that computes once what f does.
(defn (make-promise f) (promise f nil))
(defn (promise f value)
  (lambda ()
    (if f
        (let ((x (funcall f)))
          (if f (begin (set! value x) (set! f nil)) nil)
          value)
        value)))

;;; ------------------------------------------------------------------ errors
;;
;; What goes wrong in hardware is a trap; all else is thrown as its text.

(defn (fail text x) (throw (string-append text (text-in x))))
(defn (wrong-type x) (fail "Invalid types of arguments: " x))
(defn (wrong-arity f) (throw "Invalid number of arguments"))

;; For the library: a text and what it is about.
(defn (euler-error text . all) (throw (text-of (put-irritants all (put-string text nil)))))

(defn (put-irritants all done)
  (if (null? all) done (put-irritants (cdr all) (put (car all) (cons #\space done)))))

;;; ------------------------------------------------------------------ random numbers
;;
;; P. L'Ecuyer: Efficient and Portable Combined Random Number Generators, 1988.

(define %random-1 1)
(define %random-2 1)

(defn (seed-random n)
  (set! %random-1 (+ 1 (modulo (+ n 12344) 2147483562)))
  (set! %random-2 (+ 1 (modulo (+ (* 69069 n) 67889) 2147483398)))
  (draw)
  (draw))

;; One of 0 to 2147483561.
(defn (draw)
  (set! %random-1 (remainder (* 40014 %random-1) 2147483563))
  (set! %random-2 (remainder (* 40692 %random-2) 2147483399))
  (modulo (- %random-1 %random-2 1) 2147483562))

;; As many draws as there must be for n values.
(defn (draw-below n) (draw-of n (draw) 2147483562))
(defn (draw-of n x range)
  (if (< range n)
      (draw-of n (+ (* x 2147483562) (draw)) (* range 2147483562))
      (if (< x (- range (remainder range n))) (remainder x n) (draw-below n))))

;;# Arithmetic
;;: (rand a b) -- A random integer from a to b.
;;> (rand 3 3) => 3
(defn (euler-rand a b)
  (if (if (exact-integer? a) (exact-integer? b) false)
      (if (< b a) (fail "rand: an empty range from " a) (+ a (draw-below (+ (- b a) 1))))
      (wrong-type (if (exact-integer? a) b a))))

;;: (randf a b) -- A random float from a on, below b.
;;> (float? (randf 0 1)) => #t
(defn (euler-randf a b)
  (let ((low (inexact a)) (high (inexact b)))
    (below high low (+ low (* (- high low) (/ (inexact (draw-below 9007199254740992)) 9007199254740992.0))))))
;; Rounding may reach the upper end.
(defn (below high low x) (if (if (< low high) (<= high x) false) low x))
