;; The core dialect's library: lists, numbers, characters, strings and vectors.

;;; ------------------------------------------------------------------ lists

;;# Lists
;;: (list x ...) -- A list of the operands.
;;> (list 1 2 3) => (1 2 3)
(define list %list)
;;: (reverse list) -- The elements in reverse.
;;> (reverse '(1 2 3)) => (3 2 1)
(define reverse %reverse)
;;: (memv x list) -- The same by `eqv?`.
;;> (memv 2 '(1 2 3)) => (2 3)
(define memv %memv)
;;: (memq x list) -- The rest of the list from the first element on that is `eq?` to x, else false.
;;> (memq 'b '(a b c)) => (b c)
(define memq %memq)

;; car and cdr, two to four of them.
;;: (caar x) (cadr x) (cdar x) (cddr x) (caaar x) (caadr x) (cadar x) (caddr x) (cdaar x) (cdadr x) (cddar x) (cdddr
;;:   x) (caaaar x) (caaadr x) (caadar x) (caaddr x) (cadaar x) (cadadr x) (caddar x) (cadddr x) (cdaaar x) (cdaadr x)
;;:   (cdadar x) (cdaddr x) (cddaar x) (cddadr x) (cdddar x) (cddddr x) -- `car` and `cdr`, two to four of them: (cadr
;;:   x) is (car (cdr x)).
;;> (cadr '(1 2 3)) => 2
;;> (cdddr '(1 2 3 4)) => (4)
(define (caar x) (car (car x)))
(define (cdar x) (cdr (car x)))
(define (caaar x) (car (caar x)))
(define (caadr x) (car (cadr x)))
(define (cadar x) (car (cdar x)))
(define (cdaar x) (cdr (caar x)))
(define (cdadr x) (cdr (cadr x)))
(define (cddar x) (cdr (cdar x)))
(define (cdddr x) (cdr (cddr x)))
(define (caaaar x) (caar (caar x)))
(define (caaadr x) (caar (cadr x)))
(define (caadar x) (caar (cdar x)))
(define (caaddr x) (caar (cddr x)))
(define (cadaar x) (cadr (caar x)))
(define (cadadr x) (cadr (cadr x)))
(define (caddar x) (cadr (cdar x)))
(define (cadddr x) (cadr (cddr x)))
(define (cdaaar x) (cdar (caar x)))
(define (cdaadr x) (cdar (cadr x)))
(define (cdadar x) (cdar (cdar x)))
(define (cdaddr x) (cdar (cddr x)))
(define (cddaar x) (cddr (caar x)))
(define (cddadr x) (cddr (cadr x)))
(define (cdddar x) (cddr (cdar x)))
(define (cddddr x) (cddr (cddr x)))

;; What follows the last pair of a list; of a circular one, a pair. The second runner is half as fast,
;; and is caught up with (R. W. Floyd).
(define (%end-of x slow)
  (if (pair? x)
      (if (pair? (cdr x))
          (if (eq? (cdr x) slow) x (%end-of (cddr x) (cdr slow)))
          (cdr x))
      x))

;;: (list? x) -- Is it a list: nil, or pairs with nil at the end?
;;> (list? '(1 2)) => true
(define (list? x) (null? (%end-of x x)))

;; The elements of a list, in the same way.
;;: (length list) -- How many elements a list has. A circular one is an error.
;;> (length '(1 2 3)) => 3
(define (length list) (%count list list 0))

(define (%count x slow n)
  (if (pair? x)
      (if (pair? (cdr x))
          (if (eq? (cdr x) slow)
              (error "a circular list has no length" x)
              (%count (cddr x) (cdr slow) (+ n 2)))
          (%count (cdr x) slow (+ n 1)))
      (if (null? x) n (cdr x))))

(define %length length)

;;: (list-tail list n) -- What is left without the first n elements.
;;> (list-tail '(1 2 3) 2) => (3)
(define (list-tail list n)
  (if (= n 0) list (list-tail (cdr list) (- n 1))))

;;: (list-ref list n) -- The element at an index, from 0 on.
;;> (list-ref '(1 2 3) 2) => 3
(define (list-ref list n) (car (list-tail list n)))

;;: (last-pair list) -- The last pair of a list.
;;> (last-pair '(1 2 3)) => (3)
(define (last-pair list)
  (if (pair? (cdr list)) (last-pair (cdr list)) list))

;;: (list-copy list) -- A new list of the same elements.
;;> (list-copy '(1 2 3)) => (1 2 3)
(define (list-copy list) (%reverse (%reverse list)))

(define (%append lists done)
  (if (null? lists) done (%append (cdr lists) (%append2 (car lists) done))))

;; The last list becomes the tail, as it is.
;;: (append list ...) -- One list of all elements. The last list becomes its end, as it is.
;;> (append '(1 2) '(3) '(4)) => (1 2 3 4)
(define (append . lists)
  (if (null? lists)
      nil
      ((lambda (list) (%append (cdr list) (car list))) (%reverse lists))))

;;: (member x list) -- The same by `equal?`.
;;> (member "b" '("a" "b")) => ("b")
(define (member x list)
  (if (null? list) false (if (equal? x (car list)) list (member x (cdr list)))))

;; The first pair whose car is the same as x.
(define (%assoc f x list)
  (if (null? list)
      false
      (if (funcall f x (car (car list))) (car list) (%assoc f x (cdr list)))))

;;: (assv x list) -- The same by `eqv?`.
;;> (assv 2 '((1 . a) (2 . b))) => (2 . b)
(define (assv x list) (%assoc eqv? x list))
;;: (assoc x list) -- The same by `equal?`.
;;> (assoc "b" '(("a" . 1) ("b" . 2))) => ("b" . 2)
(define (assoc x list) (%assoc equal? x list))
;;: (assq x list) -- The first pair of a list of pairs whose car is `eq?` to x, else false.
;;> (assq 'b '((a . 1) (b . 2))) => (b . 2)
(define (assq x list) (%assoc eq? x list))

;;: (filter f list) -- The elements for which f is true.
;;> (filter odd? '(1 2 3)) => (1 3)
(define (filter f list) (%filter f list nil))

(define (%filter f list done)
  (if (null? list)
      (%reverse done)
      (%filter f (cdr list) (if (funcall f (car list)) (cons (car list) done) done))))

;; (f (f start a) b) ...
;;: (fold-left f start list) -- (f (f (f start a) b) c) of the elements a, b, c.
;;> (fold-left list 0 '(1 2 3)) => (((0 1) 2) 3)
(define (fold-left f start list)
  (if (null? list) start (fold-left f (funcall f start (car list)) (cdr list))))

(define (%fold f start list)
  (if (null? list) start (%fold f (funcall f (car list) start) (cdr list))))

;; (f a (f b ... (f z start)))
;;: (fold-right f start list) -- (f a (f b (f c start))).
;;> (fold-right list 0 '(1 2 3)) => (1 (2 (3 0)))
(define (fold-right f start list) (%fold f start (%reverse list)))

;; (f z ... (f b a)), or the default for an empty list.
;;: (reduce f start list) -- (f c (f b a)); `start` of an empty list.
;;> (reduce + 0 '(1 2 3)) => 6
(define (reduce f start list)
  (if (null? list) start (%fold f (car list) (cdr list))))

;;; ------------------------------------------------------------------ application to lists

(define (%spread list)
  (if (null? (cdr list))
      (car list)
      (cons (car list) (%spread (cdr list)))))

;;: (apply f x ...) -- Applies f to operands, the last of which is a list of the others.
;;> (apply + 1 2 '(3 4)) => 10
(define (apply f . list) (%apply f (%spread list)))

;; Applies f to the first elements, the second elements ..., until a list ends.
(define (%map-lists f lists done)
  (if (%memv nil lists)
      (%reverse done)
      (%map-lists f (%map %cdr lists) (cons (%apply f (%map %car lists)) done))))

;;: (map f list other ...) -- A list of the values of f: of the first elements of all lists, of the second ones, until a
;;:   list ends.
;;> (map square '(1 2 3)) => (1 4 9)
;;> (map + '(1 2 3) '(10 20 30)) => (11 22 33)
(define (map f list . lists)
  (if (null? lists) (%map-onto f list nil) (%map-lists f (cons list lists) nil)))

(define (%for-each f list)
  (if (null? list) nil (begin (funcall f (car list)) (%for-each f (cdr list)))))

;;: (for-each f list other ...) -- Applies f in the same way, for what it does; the value is nil.
;;> (let ((sum 0)) (for-each (lambda (x) (set! sum (+ sum x))) '(1 2 3)) sum) => 6
(define (for-each f list . lists)
  (if (null? lists) (%for-each f list) (begin (%map-lists f (cons list lists) nil) nil)))

;;; ------------------------------------------------------------------ equality, types

;; Pairs, strings and vectors by what they hold. Small data are compared at once. Where that takes more
;; than 256 steps, pairs of objects on the way are noted down, and those met again are taken for equal:
;; if they are not, the difference is found elsewhere (J. E. Hopcroft, R. M. Karp). So circular data are
;; compared in the end (after M. D. Adams, R. K. Dybvig).
;;# Equality and truth
;;: (equal? x y) -- The same, but pairs, strings and vectors by what they hold, also if they are circular.
;;> (equal? '(1 "a") '(1 "a")) => true
(define (equal? x y)
  (if (eqv? x y)
      true
      (if (if (pair? x) (pair? y) (if (vector? x) (vector? y) false))
          (%equal-parts? x y (cons nil nil))
          (if (if (string? x) (string? y) false) (string=? x y) false))))

;; The steps left of n; -1 for a difference, 0 if that has not been found out.
(define (%compare-data x y n)
  (if (if (< n 1) true (eqv? x y))
      n
      (if (= (object-type x) (object-type y))
          (if (pair? x)
              (%compare-data (cdr x) (cdr y) (%compare-data (car x) (car y) (- n 1)))
              (if (string? x)
                  (if (string=? x y) n -1)
                  (if (vector? x) (%compare-vectors x y n (vector-length x)) -1)))
          -1)))

(define (%compare-vectors x y n length)
  (if (= length (vector-length y))
      (if (< length n) (%compare-data (vector->list x) (vector->list y) (- n 1)) 0)
      -1))

;; The cdr of `known` has the pairs noted down so far.
(define (%equal-parts? x y known)
  ((lambda (n)
     (if (= n 0)
         (if (vector? x)
             (if (%known? x y known)
                 true
                 (%equal-lists? (vector->list x) (vector->list y) 256 known))
             (%equal-lists? x y 0 known))
         (> n 0)))
   (%compare-data x y 256)))

;; After n cells more, the next two are noted down.
(define (%equal-lists? x y n known)
  (if (if (pair? x) (pair? y) false)
      (if (if (= n 0) (%known? x y known) false)
          true
          (if (%equal-parts? (car x) (car y) known)
              (%equal-lists? (cdr x) (cdr y) (if (= n 0) 256 (- n 1)) known)
              false))
      (%equal-parts? x y known)))

;; If they are not, they are now.
(define (%known? x y known)
  (if (%noted? x y (cdr known))
      true
      (begin (set-cdr! known (cons (cons x y) (cdr known))) false)))

(define (%noted? x y list)
  (if (null? list)
      false
      (if (if (eq? x (car (car list))) (eq? y (cdr (car list))) false)
          true
          (%noted? x y (cdr list)))))

;;: (boolean? x) -- Is it true or false?
;;> (boolean? false) => true
(define (boolean? x) (if (eq? x true) true (eq? x false)))

;; A SYMBOL of the constant subtype that is no truth value.
;;: (keyword? x) -- Is it a keyword: a symbol that begins with a colon and is its own value?
;;> (keyword? :a) => true
(define (keyword? x) (if (= (object-type x) 19) (not (boolean? x)) false))

;;; ------------------------------------------------------------------ numbers

;;# Integers
;;: (zero? n) -- Is it 0?
;;> (zero? 0) => true
(define (zero? n) (= n 0))
;;: (positive? n) -- Is it greater than 0?
;;> (positive? 1) => true
(define (positive? n) (> n 0))
;;: (negative? n) -- Is it less than 0?
;;> (negative? 1) => false
(define (negative? n) (< n 0))
;;: (even? n) -- Is the integer even?
;;> (even? 4) => true
(define (even? n) (= (bitwise-and n 1) 0))
;;: (odd? n) -- Is the integer odd?
;;> (odd? 4) => false
(define (odd? n) (= (bitwise-and n 1) 1))
;;: (1+ n) -- n and 1.
;;> (1+ 4) => 5
(define (1+ n) (+ n 1))
;;: (1- n) -- n less 1.
;;> (1- 4) => 3
(define (1- n) (- n 1))
;;: (square n) -- n times n.
;;> (square 5) => 25
(define (square n) (* n n))
;;: (abs n) -- The number without its sign.
;;> (abs 5) => 5
;;> (abs -5) => 5
(define (abs n) (if (< n 0) (- n) n))
;;: (bitwise-not n) -- Every bit the other: -n-1.
;;> (bitwise-not 5) => -6
(define (bitwise-not n) (bitwise-xor n -1))

(define (%least a b) (if (< b a) b a))
(define (%most a b) (if (> b a) b a))
;;: (min n m ...) -- The least. With a float among the operands a float.
;;> (min 3 1 2) => 1
(define (min n . list) (if (null? list) (%least n n) (%fold %least n list)))
;;: (max n m ...) -- The greatest.
;;> (max 3 1 2) => 3
(define (max n . list) (if (null? list) (%most n n) (%fold %most n list)))

(define (%gcd a b) (if (= b 0) (abs a) (%gcd b (remainder a b))))
;;: (gcd n ...) -- The greatest common divisor, not negative; 0 of none.
;;> (gcd 12 18) => 6
(define (gcd . list) (%fold %gcd 0 list))

;;: (expt x n) -- x to the power of n. At 16 bits n is an integer that is not negative; with wider words any number,
;;:   and the power of exact numbers is exact if n is an integer.
;;> (expt 2 10) => 1024
(define (expt x n)
  (if (< n 0) (error "negative exponent" n) (%expt x n 1)))

(define (%expt x n done)
  (if (= n 0) done (%expt x (- n 1) (* done x))))

;;; ------------------------------------------------------------------ characters

;;# Characters
;;: (char=? a b) -- Are they the same?
;;> (char=? #\a #\a) => true
(define (char=? a b) (= (char->integer a) (char->integer b)))
;;: (char<? a b) -- Does a come before b?
;;> (char<? #\a #\b) => true
(define (char<? a b) (< (char->integer a) (char->integer b)))

;; Is c between the characters low and high?
(define (%char-in? c a b)
  (<= (char->integer a) (char->integer c) (char->integer b)))

;;: (char-numeric? c) -- Is it a digit, 0 to 9?
;;> (char-numeric? #\7) => true
(define (char-numeric? c) (%char-in? c #\0 #\9))
(define (%char-upper? c) (%char-in? c #\A #\Z))
(define (%char-lower? c) (%char-in? c #\a #\z))
;;: (char-alphabetic? c) -- Is it a letter, A to Z or a to z?
;;> (char-alphabetic? #\7) => false
(define (char-alphabetic? c) (if (%char-upper? c) true (%char-lower? c)))
;;: (char-whitespace? c) -- Is it a blank, a tab or an end of a line or page?
;;> (char-whitespace? #\space) => true
(define (char-whitespace? c) (if (eq? c #\space) true (%char-in? c #\tab #\return)))

;; Upper and lower case differ in bit 5.
(define (%flip-case c) (integer->char (bitwise-xor (char->integer c) 32)))
;;: (char-upcase c) -- The capital of a letter; any other character itself.
;;> (char-upcase #\a) => #\A
(define (char-upcase c) (if (%char-lower? c) (%flip-case c) c))
;;: (char-downcase c) -- The small letter of a capital; any other character itself.
;;> (char-downcase #\A) => #\a
(define (char-downcase c) (if (%char-upper? c) (%flip-case c) c))

;;; ------------------------------------------------------------------ strings and vectors as lists

;; The first n elements of x, of which f takes one, before a list.
(define (%elements f x n done)
  (if (= n 0) done (%elements f x (- n 1) (cons (funcall f x (- n 1)) done))))

;; Puts elements into `to`, with f, from index n on.
(define (%fill f to n list)
  (if (null? list)
      to
      (begin (funcall f to n (car list)) (%fill f to (+ n 1) (cdr list)))))

;;; ------------------------------------------------------------------ strings

;; Copies from[start, end) to `to`, from index `at` on; the index after the last.
(define (%copy-chars to at from start end)
  (if (= start end)
      at
      (begin
        (string-set! to at (string-ref from start))
        (%copy-chars to (+ at 1) from (+ start 1) end))))

;; The hardware's take two operands.
;;# Strings
;;: (make-string n [c]) -- A string of n characters c, blanks without one.
;;> (make-string 3 #\x) => "xxx"
(define (make-string n . list)
  (if (null? list) (%make-string n #\space) (%apply %make-string n list)))

;;: (substring s start end) -- The characters from an index up to, not including, another.
;;> (substring "hello" 1 4) => "ell"
(define (substring s start end)
  ((lambda (to) (%copy-chars to 0 s start end) to) (%make-string (- end start) #\space)))

;;: (string-copy s) -- A new string of the same characters.
;;> (string-copy "abc") => "abc"
(define (string-copy s) (substring s 0 (string-length s)))

;;: (string-append s ...) -- The strings one after the other.
;;> (string-append "ab" "cd") => "abcd"
(define (string-append . list)
  (%join (%make-string (%fold + 0 (%map string-length list)) #\space) 0 list))

(define (%join to at list)
  (if (null? list)
      to
      (%join to
             (%copy-chars to at (car list) 0 (string-length (car list)))
             (cdr list))))

;;: (string->list s) -- A list of the characters.
;;> (string->list "ab") => (#\a #\b)
(define (string->list s) (%elements string-ref s (string-length s) nil))

;;: (list->string list) -- A string of a list of characters.
;;> (list->string '(#\a #\b)) => "ab"
(define (list->string list)
  (%fill string-set! (%make-string (%length list) #\space) 0 list))

;;: (string c ...) -- A string of the characters.
;;> (string #\a #\b) => "ab"
(define (string . list) (list->string list))

;; Negative, zero or positive, as a comes before, equals or comes after b.
(define (%compare a b n)
  (if (= n (string-length a))
      (- n (string-length b))
      (if (= n (string-length b))
          1
          (if (eq? (string-ref a n) (string-ref b n))
              (%compare a b (+ n 1))
              (- (char->integer (string-ref a n)) (char->integer (string-ref b n)))))))

;;: (string=? a b) -- Have they the same characters?
;;> (string=? "ab" "ab") => true
(define (string=? a b) (= (%compare a b 0) 0))
;;: (string<? a b) -- Does a come before b, by the characters' codes?
;;> (string<? "ab" "b") => true
(define (string<? a b) (< (%compare a b 0) 0))

;; Has the string that character at index n?
(define (%at? s n c) (if (< n (string-length s)) (eq? (string-ref s n) c) false))

;; Digits without negation, which the least number has not; NUMBER objects work too.
(define (%digits n done)
  ((lambda (rest done) (if (= rest 0) done (%digits rest done)))
   (quotient n 10)
   (cons (integer->char (+ 48 (abs (remainder n 10)))) done)))

;;: (number->string x [radix]) -- The number as text, in decimal without a radix (2 to 36; at 16 bits there is
;;:   none).
;;> (number->string 42) => "42"
(define (number->string n)
  (list->string (if (< n 0) (cons #\- (%digits n nil)) (%digits n nil))))

;; The integer that a decimal string denotes, else false. Too large a number is the overflow trap.
;;: (string->number s [radix]) -- The number that a text denotes, false if it denotes none.
;;> (string->number "42") => 42
;;> (string->number "4x") => false
(define (string->number s) (%parse (string->list s)))

(define (%parse list)
  (if (pair? list)
      (if (eq? (car list) #\-)
          (%parse-sign - (cdr list))
          (%parse-sign + (if (eq? (car list) #\+) (cdr list) list)))
      false))

(define (%parse-sign f list)
  (if (null? list) false (%parse-digits f list 0)))

(define (%parse-digits f list n)
  (if (null? list)
      n
      (if (char-numeric? (car list))
          (%parse-digits f
                         (cdr list)
                         (funcall f (* n 10) (- (char->integer (car list)) 48)))
          false)))

;;; ------------------------------------------------------------------ vectors

;;# Vectors
;;: (vector->list v) -- A list of the elements.
;;> (vector->list #(1 2 3)) => (1 2 3)
(define (vector->list v) (%elements vector-ref v (vector-length v) nil))

;;: (list->vector list) -- A vector of the elements.
;;> (list->vector '(1 2 3)) => #(1 2 3)
(define (list->vector list)
  (%fill vector-set! (%make-vector (%length list) nil) 0 list))

;;: (make-vector n [x]) -- A vector of n elements x, nil without one.
;;> (make-vector 3 0) => #(0 0 0)
(define (make-vector n . list)
  (if (null? list) (%make-vector n nil) (%apply %make-vector n list)))

;;: (vector x ...) -- A vector of the operands.
;;> (vector 1 2 3) => #(1 2 3)
(define (vector . list) (list->vector list))
;;: (vector-copy v) -- A new vector of the same elements.
;;> (vector-copy #(1 2 3)) => #(1 2 3)
(define (vector-copy v) (list->vector (vector->list v)))
;;: (vector-map f v) -- A vector of the values of f.
;;> (vector-map square #(1 2 3)) => #(1 4 9)
(define (vector-map f v) (list->vector (%map f (vector->list v))))

;;: (vector-fill! v x) -- Gives all elements the value x; the vector.
;;> (vector-fill! (make-vector 2 0) 7) => #(7 7)
(define (vector-fill! v x) (%vector-fill! v x (vector-length v)))

(define (%vector-fill! v x n)
  (if (= n 0)
      v
      (begin (vector-set! v (- n 1) x) (%vector-fill! v x (- n 1)))))
