;; The core dialect's library: lists, numbers, characters, strings and vectors.

;;; ------------------------------------------------------------------ lists

(define list %list)
(define reverse %reverse)
(define memv %memv)
(define memq %memq)

;; car and cdr, two to four of them.
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

(define (list? x) (null? (%end-of x x)))

;; The elements of a list, in the same way.
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

(define (list-tail list n)
  (if (= n 0) list (list-tail (cdr list) (- n 1))))

(define (list-ref list n) (car (list-tail list n)))

(define (last-pair list)
  (if (pair? (cdr list)) (last-pair (cdr list)) list))

(define (list-copy list) (%reverse (%reverse list)))

(define (%append lists done)
  (if (null? lists) done (%append (cdr lists) (%append2 (car lists) done))))

;; The last list becomes the tail, as it is.
(define (append . lists)
  (if (null? lists)
      nil
      ((lambda (list) (%append (cdr list) (car list))) (%reverse lists))))

(define (member x list)
  (if (null? list) false (if (equal? x (car list)) list (member x (cdr list)))))

;; The first pair whose car is the same as x.
(define (%assoc f x list)
  (if (null? list)
      false
      (if (funcall f x (car (car list))) (car list) (%assoc f x (cdr list)))))

(define (assv x list) (%assoc eqv? x list))
(define (assoc x list) (%assoc equal? x list))
(define (assq x list) (%assoc eq? x list))

(define (filter f list) (%filter f list nil))

(define (%filter f list done)
  (if (null? list)
      (%reverse done)
      (%filter f (cdr list) (if (funcall f (car list)) (cons (car list) done) done))))

;; (f (f start a) b) ...
(define (fold-left f start list)
  (if (null? list) start (fold-left f (funcall f start (car list)) (cdr list))))

(define (%fold f start list)
  (if (null? list) start (%fold f (funcall f (car list) start) (cdr list))))

;; (f a (f b ... (f z start)))
(define (fold-right f start list) (%fold f start (%reverse list)))

;; (f z ... (f b a)), or the default for an empty list.
(define (reduce f start list)
  (if (null? list) start (%fold f (car list) (cdr list))))

;;; ------------------------------------------------------------------ application to lists

(define (%spread list)
  (if (null? (cdr list))
      (car list)
      (cons (car list) (%spread (cdr list)))))

(define (apply f . list) (%apply f (%spread list)))

;; Applies f to the first elements, the second elements ..., until a list ends.
(define (%map-lists f lists done)
  (if (%memv nil lists)
      (%reverse done)
      (%map-lists f (%map %cdr lists) (cons (%apply f (%map %car lists)) done))))

(define (map f list . lists)
  (if (null? lists) (%map-onto f list nil) (%map-lists f (cons list lists) nil)))

(define (%for-each f list)
  (if (null? list) nil (begin (funcall f (car list)) (%for-each f (cdr list)))))

(define (for-each f list . lists)
  (if (null? lists) (%for-each f list) (begin (%map-lists f (cons list lists) nil) nil)))

;;; ------------------------------------------------------------------ equality, types

;; Pairs, strings and vectors by what they hold. Small data are compared at once. Where that takes more
;; than 256 steps, pairs of objects on the way are noted down, and those met again are taken for equal:
;; if they are not, the difference is found elsewhere (J. E. Hopcroft, R. M. Karp). So circular data are
;; compared in the end (after M. D. Adams, R. K. Dybvig).
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

(define (boolean? x) (if (eq? x true) true (eq? x false)))

;; A SYMBOL of the constant subtype that is no truth value.
(define (keyword? x) (if (= (object-type x) 19) (not (boolean? x)) false))

;;; ------------------------------------------------------------------ numbers

(define (zero? n) (= n 0))
(define (positive? n) (> n 0))
(define (negative? n) (< n 0))
(define (even? n) (= (bitwise-and n 1) 0))
(define (odd? n) (= (bitwise-and n 1) 1))
(define (1+ n) (+ n 1))
(define (1- n) (- n 1))
(define (square n) (* n n))
(define (abs n) (if (< n 0) (- n) n))
(define (bitwise-not n) (bitwise-xor n -1))

(define (%least a b) (if (< b a) b a))
(define (%most a b) (if (> b a) b a))
(define (min n . list) (if (null? list) (%least n n) (%fold %least n list)))
(define (max n . list) (if (null? list) (%most n n) (%fold %most n list)))

(define (%gcd a b) (if (= b 0) (abs a) (%gcd b (remainder a b))))
(define (gcd . list) (%fold %gcd 0 list))

(define (expt x n)
  (if (< n 0) (error "negative exponent" n) (%expt x n 1)))

(define (%expt x n done)
  (if (= n 0) done (%expt x (- n 1) (* done x))))

;;; ------------------------------------------------------------------ characters

(define (char=? a b) (= (char->integer a) (char->integer b)))
(define (char<? a b) (< (char->integer a) (char->integer b)))

;; Is c between the characters low and high?
(define (%char-in? c a b)
  (<= (char->integer a) (char->integer c) (char->integer b)))

(define (char-numeric? c) (%char-in? c #\0 #\9))
(define (%char-upper? c) (%char-in? c #\A #\Z))
(define (%char-lower? c) (%char-in? c #\a #\z))
(define (char-alphabetic? c) (if (%char-upper? c) true (%char-lower? c)))
(define (char-whitespace? c) (if (eq? c #\space) true (%char-in? c #\tab #\return)))

;; Upper and lower case differ in bit 5.
(define (%flip-case c) (integer->char (bitwise-xor (char->integer c) 32)))
(define (char-upcase c) (if (%char-lower? c) (%flip-case c) c))
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
(define (make-string n . list)
  (if (null? list) (%make-string n #\space) (%apply %make-string n list)))

(define (substring s start end)
  ((lambda (to) (%copy-chars to 0 s start end) to) (%make-string (- end start) #\space)))

(define (string-copy s) (substring s 0 (string-length s)))

(define (string-append . list)
  (%join (%make-string (%fold + 0 (%map string-length list)) #\space) 0 list))

(define (%join to at list)
  (if (null? list)
      to
      (%join to
             (%copy-chars to at (car list) 0 (string-length (car list)))
             (cdr list))))

(define (string->list s) (%elements string-ref s (string-length s) nil))

(define (list->string list)
  (%fill string-set! (%make-string (%length list) #\space) 0 list))

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

(define (string=? a b) (= (%compare a b 0) 0))
(define (string<? a b) (< (%compare a b 0) 0))

;; Has the string that character at index n?
(define (%at? s n c) (if (< n (string-length s)) (eq? (string-ref s n) c) false))

;; Digits without negation, which the least number has not; NUMBER objects work too.
(define (%digits n done)
  ((lambda (rest done) (if (= rest 0) done (%digits rest done)))
   (quotient n 10)
   (cons (integer->char (+ 48 (abs (remainder n 10)))) done)))

(define (number->string n)
  (list->string (if (< n 0) (cons #\- (%digits n nil)) (%digits n nil))))

;; The integer that a decimal string denotes, else false. Too large a number is the overflow trap.
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

(define (vector->list v) (%elements vector-ref v (vector-length v) nil))

(define (list->vector list)
  (%fill vector-set! (%make-vector (%length list) nil) 0 list))

(define (make-vector n . list)
  (if (null? list) (%make-vector n nil) (%apply %make-vector n list)))

(define (vector . list) (list->vector list))
(define (vector-copy v) (list->vector (vector->list v)))
(define (vector-map f v) (list->vector (%map f (vector->list v))))

(define (vector-fill! v x) (%vector-fill! v x (vector-length v)))

(define (%vector-fill! v x n)
  (if (= n 0)
      v
      (begin (vector-set! v (- n 1) x) (%vector-fill! v x (- n 1)))))
