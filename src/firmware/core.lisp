;; The core dialect's library.
;;
;; build.rs runs this file on the machine and keeps what then stands in memory. There is no
;; collector at that time: every cell that is read or made here stays in the image, four words
;; each. Hence the style: `if` instead of macros (a macro would be expanded at the first call, at
;; the program's cost), short bodies, one helper for several users.
;;
;; When all has run, src/seal.rs gives the library symbols of its own, so that it calls everything by its
;; public name, whatever a program does with that. What remains to be done here, for lisp1 and lisp2:
;; - Names with % are the library's alone: no program can write them.
;; - Expansions carry FUNCTION objects (the values of %if, %lambda ...), never the symbols `if`,
;;   `lambda`, so that a program may bind those names.
;; - A function that is a parameter is called with `funcall`: on a lisp2 machine the function cell
;;   of a global of the same name would come first.
;; - Loops are tail calls with accumulators: a frame takes 20 words, a cell 4.

;;; ------------------------------------------------------------------ special forms as objects

;; A variable without a value falls back on the function cell, so this works in both namespaces.
(define %quote quote)
(define %if if)
(define %begin begin)
(define %lambda lambda)
(define %define define)
(define %set! set!)
(define %cons cons)
(define %car car)
(define %cdr cdr)
(define %funcall funcall)
(define %make-vector make-vector)
(define %make-string make-string)

;;; ------------------------------------------------------------------ what the macros need

(define (%list . list) list)

(define (cadr x) (car (cdr x)))
(define (cddr x) (cdr (cdr x)))
(define (caddr x) (car (cddr x)))
(define %cadr cadr)

;; The elements of a list in reverse, before another.
(define (%reverse-onto list done)
  (if (null? list) done (%reverse-onto (cdr list) (cons (car list) done))))

(define (%reverse list) (%reverse-onto list nil))

;; An empty second list lets the first go on as it is.
(define (%append2 list done)
  (if (null? done) list (%reverse-onto (%reverse list) done)))

;; No element is written over: a continuation captured in f may return more than once.
(define (%map-onto f list done)
  (if (null? list) (%reverse done) (%map-onto f (cdr list) (cons (funcall f (car list)) done))))

(define (%map f list) (%map-onto f list nil))

(define (eqv? x y)
  (if (eq? x y) true (if (number? x) (if (number? y) (= x y) false) false)))

(define (%memv x list)
  (if (null? list) false (if (eqv? x (car list)) list (%memv x (cdr list)))))

;; Two variables in no symbol table. %t is global: an expansion fills it and reads it again before
;; anything else can run, so that `or` and `case` make no closure. %loop is bound by `do`.
(define %t (make-symbol "t"))
(set-symbol-value! %t nil)
(define %loop (make-symbol "loop"))

;; Several expressions as one.
(define (%body body)
  (if (null? (cdr body)) (car body) (cons %begin body)))

;;; ------------------------------------------------------------------ and, or, when, unless

(define (%and list)
  (if (null? (cdr list)) (car list) (%list %if (car list) (%and (cdr list)) false)))

;; The value of an `and` that fails is false, whichever false value its operand had.
(defmacro and list (if (null? list) true (%and list)))

;; (if (set! %t test) %t rest)
(define (%either test rest) (%list %if (%list %set! %t test) %t rest))

(define (%or list)
  (if (null? (cdr list)) (car list) (%either (car list) (%or (cdr list)))))

(defmacro or list (if (null? list) false (%or list)))

(defmacro when (test . body) (%list %if test (%body body)))

(defmacro unless (test . body) (%list %if test nil (%body body)))

;;; ------------------------------------------------------------------ cond, case

;; Is x (name operand)?
(define (%form? x name)
  (if (pair? x)
      (if (eq? (car x) name) (if (pair? (cdr x)) (null? (cddr x)) false) false)
      false))

;; ((lambda (%loop) (funcall f %loop)) %t): what f is may depend on a %t of its own.
(define (%receiver f)
  (%list (%list %lambda (%list %loop) (%list %funcall f %loop)) %t))

;; test => f:  (if (set! %t test) receiver rest)
(define (%cond list)
  (if (null? list)
      nil
      (%cond-clause (car (car list)) (cdr (car list)) (cdr list))))

(define (%cond-clause test body rest)
  (if (eq? test 'else)
      (%body body)
      (if (null? body)
          (%either test (%cond rest))
          (if (eq? (car body) '=>)
              (%list %if (%list %set! %t test) (%receiver (cadr body)) (%cond rest))
              (%list %if test (%body body) (%cond rest))))))

(defmacro cond list (%cond list))

(define (%case list)
  (if (null? list)
      nil
      (if (eq? (car (car list)) 'else)
          (%case-body (cdr (car list)))
          (%list %if
                 (%list %memv %t (%list %quote (car (car list))))
                 (%case-body (cdr (car list)))
                 (%case (cdr list))))))

;; => f:  f gets the key
(define (%case-body body)
  (if (%form? body '=>) (%receiver (cadr body)) (%body body)))

;; (begin (set! %t key) (if (memv %t 'data) body (if ...)))
(defmacro case (x . list) (%list %begin (%list %set! %t x) (%case list)))

;;; ------------------------------------------------------------------ let and its kin

;; (((lambda () (define name (lambda variables body ...)) name)) value ...): the values are
;; evaluated outside the name's scope. On a lisp2 machine a global function of the same name comes
;; first in operator position, as it does for every lexical binding.
(define (%named-let name bindings body)
  (cons (%list (%list %lambda nil
                      (%list %define name (cons %lambda (cons (%map %car bindings) body)))
                      name))
        (%map %cadr bindings)))

;; ((lambda variables body ...) value ...)
(defmacro let (bindings . body)
  (if (symbol? bindings)
      (%named-let bindings (car body) (cdr body))
      (cons (cons %lambda (cons (%map %car bindings) body)) (%map %cadr bindings))))

(define (%let* bindings body)
  (if (if (null? bindings) true (null? (cdr bindings)))
      (cons %let (cons bindings body))
      (%list %let (%list (car bindings)) (%let* (cdr bindings) body))))

(define %let let)
(defmacro let* (bindings . body) (%let* bindings body))

;; ((lambda () (define variable value) ... body ...))
(defmacro letrec (bindings . body)
  (%list (cons %lambda
               (cons nil
                     (%append2 (%map (lambda (x) (cons %define x)) bindings) body)))))

(define letrec* letrec)

;; ((lambda ()
;;    (define loop
;;      (lambda variables (if test (begin result ...) (begin body ... (loop step ...)))))
;;    (loop value ...)))
(defmacro do (bindings exit . body)
  (%list
   (%list %lambda nil
          (%list %define %loop
                 (%list %lambda (%map %car bindings)
                        (%list %if (car exit)
                               (cons %begin (cdr exit))
                               (cons %begin
                                     (%append2 body
                                               (%list (cons %loop (%map %do-step bindings))))))))
          (cons %loop (%map %cadr bindings)))))

(define (%do-step x)
  (if (null? (cddr x)) (car x) (caddr x)))

;;; ------------------------------------------------------------------ quasiquote

;; An expression whose value is the template x, at a depth of n quasiquotes. A part without unquotes is
;; its own value: its expression is the part itself or (%quote part), and is known by that part. What an
;; unquoted expression looks like tells nothing.
(define (%quasi x n)
  (if (pair? x)
      (if (%form? x 'unquote)
          (if (= n 1) (cadr x) (%quasi-pair x (- n 1) %quasi))
          (if (%form? x 'unquote-splicing)
              (if (= n 1)
                  (error "unquote-splicing outside of a list" x)
                  (%quasi-pair x (- n 1) %quasi))
              (%quasi-pair x (if (%form? x 'quasiquote) (+ n 1) n) %quasi)))
      (if (vector? x)
          ((lambda (list)
             ((lambda (code) (if (%constant? code list) x (%list list->vector code)))
              (%quasi-elements list n)))
           (vector->list x))
          (if (symbol? x) (%list %quote x) x))))

;; The first element, and with f what follows it.
(define (%quasi-pair x n f)
  (if (if (= n 1) (%form? (car x) 'unquote-splicing) false)
      (if (null? (cdr x))
          (cadr (car x))
          (%list %append2 (cadr (car x)) (funcall f (cdr x) 1)))
      (%quasi-cons x (%quasi (car x) n) (funcall f (cdr x) n))))

;; The elements of a vector: no rest of them is (unquote x), though it may look like one.
(define (%quasi-elements list n)
  (if (null? list) nil (%quasi-pair list n %quasi-elements)))

(define (%quasi-cons x a done)
  (if (if (%constant? a (car x)) (%constant? done (cdr x)) false)
      (%list %quote x)
      (%list %cons a done)))

;; Is this the expression of a part without unquotes?
(define (%constant? code part)
  (if (pair? code)
      (if (eq? (car code) %quote) (eq? (cadr code) part) false)
      (eq? code part)))

(defmacro quasiquote (x) (%quasi x 1))

;;; ------------------------------------------------------------------ lists

(define list %list)
(define reverse %reverse)
(define memv %memv)
(define memq %memv)

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
(define assq assv)

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
(define (min n . list) (%fold %least n list))
(define (max n . list) (%fold %most n list))

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

;;; ------------------------------------------------------------------ console

(define (write-char c) (write-byte (char->integer c)))

(define (newline) (write-byte 10) nil)

(define (%write-from s n)
  (if (= n (string-length s))
      nil
      (begin (write-char (string-ref s n)) (%write-from s (+ n 1)))))

(define (write-string s) (%write-from s 0))

;; Characters with a name, and the letters of escapes.
(define %char-names
  '((#\space . "space") (#\newline . "newline") (#\tab . "tab") (#\return . "return")
    (#\null . "null") (#\delete . "delete") (#\escape . "escape") (#\alarm . "alarm")
    (#\backspace . "backspace")))

(define %escapes
  '((#\newline . #\n) (#\tab . #\t) (#\return . #\r) (#\alarm . #\a) (#\backspace . #\b)
    (#\\ . #\\)))

;; x and a hexadecimal number.
(define (%write-hex n)
  (write-byte 120)
  (if (< n 16) nil (%write-digit (quotient n 16)))
  (%write-digit (remainder n 16)))

(define (%write-digit n) (write-char (string-ref "0123456789abcdef" n)))

(define (%plain-char? c) (%char-in? c #\! #\~))

(define (%write-name-of c name)
  (write-string "#\\")
  (if name
      (write-string (cdr name))
      (if (%plain-char? c) (write-char c) (%write-hex (char->integer c)))))

;; The bytes of the character of UTF-8 at index n; 0 if there is none.
(define (%utf8 s n) (if (char<? (string-ref s n) #\x80) 1 (%utf8-by s n 0)))

;; First byte from and to, second byte from and to, how many bytes follow.
(define %utf8-rows "\xc2;\xdf;\x80;\xbf;\x0;\xe0;\xe0;\xa0;\xbf;\x1;\xe1;\xec;\x80;\xbf;\x1;\
  \xed;\xed;\x80;\x9f;\x1;\xee;\xef;\x80;\xbf;\x1;\xf0;\xf0;\x90;\xbf;\x2;\
  \xf1;\xf3;\x80;\xbf;\x2;\xf4;\xf4;\x80;\x8f;\x2;")

(define (%utf8-by s n row)
  (if (= row 40)
      0
      (if (if (%byte-in? s n row) (%byte-in? s (+ n 1) (+ row 2)) false)
          (%utf8-end s (+ n 2) 2 (+ 2 (char->integer (string-ref %utf8-rows (+ row 4)))))
          (%utf8-by s n (+ row 5)))))

(define (%byte-in? s n at)
  (if (< n (string-length s))
      (%char-in? (string-ref s n) (string-ref %utf8-rows at) (string-ref %utf8-rows (+ at 1)))
      false))

(define (%utf8-end s n found bytes)
  (if (= found bytes) bytes (if (%byte-in? s n 2) (%utf8-end s (+ n 1) (+ found 1) bytes) 0)))

;; The characters from index n on as they stand between two marks.
(define (%write-inside s n mark)
  (if (= n (string-length s))
      nil
      (%write-inside s (+ n (%write-one s n (string-ref s n) (%utf8 s n) mark)) mark)))

;; How many bytes of the string have been written.
(define (%write-one s n c bytes mark)
  (if (if (= bytes 1) (not (%plain-char? c)) (= bytes 0))
      (begin (%write-escaped c (assv c %escapes)) 1)
      (begin
        (if (if (eq? c mark) true (eq? c #\\)) (write-byte 92) nil)
        (%write-bytes s n (+ n bytes))
        bytes)))

(define (%write-bytes s n end)
  (if (= n end) (- end n) (begin (write-char (string-ref s n)) (%write-bytes s (+ n 1) end))))

(define (%write-escaped c letter)
  (if (eq? c #\space)
      (write-char c)
      (begin
        (write-byte 92)
        (if letter
            (write-char (cdr letter))
            (begin (%write-hex (char->integer c)) (write-byte 59))))))

(define (%write-between s n mark)
  (write-char mark)
  (%write-inside s n mark)
  (write-char mark))

;;; ------------------------------------------------------------------ symbols as text

(define (%mark? c) (%memv c '(#\( #\) #\[ #\] #\" #\' #\` #\; #\,)))

;; Do the characters from index n on need no bars around them?
(define (%plain-name? s n) (if (%at? s n #\|) false (< n (%plain-end s n))))

;; The length if all are such that need none; a number that is no greater than n if not.
(define (%plain-end s n)
  (if (= n (string-length s))
      n
      (if (if (= (%utf8 s n) 1)
              (if (%plain-char? (string-ref s n)) (not (%mark? (string-ref s n))) false)
              (> (%utf8 s n) 0))
          (%plain-end s (+ n (%utf8 s n)))
          -1)))

;; The index after the digits from index n on.
(define (%after-digits s n)
  (if (if (< n (string-length s)) (char-numeric? (string-ref s n)) false)
      (%after-digits s (+ n 1))
      n))

(define (%after-sign s n) (if (if (%at? s n #\-) true (%at? s n #\+)) (+ n 1) n))

;; Are the characters from index n on digits, one or more?
(define (%digits? s n)
  (if (< n (string-length s)) (= (%after-digits s n) (string-length s)) false))

;; Is it a number, such as 12, +1.5, 1/2, .5e-3?
(define (%numeric? s)
  ((lambda (start)
     ((lambda (end)
        (if (%at? s end #\/)
            (if (< start end) (%digits? s (+ end 1)) false)
            (if (%at? s end #\.)
                (%numeric-end? s (+ start 1) (%after-digits s (+ end 1)))
                (%numeric-end? s start end))))
      (%after-digits s start)))
   (%after-sign s 0)))

(define (%numeric-end? s start end)
  (if (< start end)
      (if (= end (string-length s))
          true
          (if (if (%at? s end #\e) true (%at? s end #\E))
              (%digits? s (%after-sign s (+ end 1)))
              false))
      false))

;; Is the name read as something else than that symbol?
(define (%misread? s)
  (if (%at? s 0 #\:)
      (> (string-length s) 1)
      (if (%at? s 0 #\#) true (if (member s '("." "nil" "NIL")) true (%numeric? s)))))

(define (%write-symbol x s)
  (if (= (object-type x) 19)
      (if (%at? s 0 #\:)
          (begin (write-byte 58) (%write-barred s 1 (%plain-name? s 1)))
          (write-string s))
      (%write-barred s 0 (if (%plain-name? s 0) (not (%misread? s)) false))))

(define (%write-barred s n plain)
  (if plain (%write-from s n) (%write-between s n #\|)))

;;; ------------------------------------------------------------------ circular data

;; Does x hold itself? An endless way down goes round a list, or comes to the head of a list or to a
;; vector again: `heads` are those on the way.
(define (%circular? x heads)
  (if (if (pair? x) true (vector? x))
      (if (%memv x heads)
          true
          (if (vector? x)
              (%circular-list? (vector->list x) (cons x heads))
              (if (pair? (%end-of x x)) true (%circular-list? x (cons x heads)))))
      false))

(define (%circular-list? x heads)
  (if (pair? x)
      (if (%circular? (car x) heads) true (%circular-list? (cdr x) heads))
      (%circular? x heads)))

;; The labels for what is on the way to itself: (next . ((object . label or nil) ...)).
(define (%labels x)
  ((lambda (labels) (%find-labels x nil (cons nil nil) labels) labels) (cons 0 nil)))

;; `path` leads here; the cdr of `seen` has been looked at.
(define (%find-labels x path seen labels)
  (if (if (pair? x) true (vector? x))
      (if (%memv x path)
          (if (assv x (cdr labels)) nil (set-cdr! labels (cons (cons x nil) (cdr labels))))
          (if (%memv x (cdr seen))
              nil
              (begin
                (set-cdr! seen (cons x (cdr seen)))
                (if (pair? x)
                    (begin
                      (%find-labels (car x) (cons x path) seen labels)
                      (%find-labels (cdr x) (cons x path) seen labels))
                    (%for-each (lambda (y) (%find-labels y (cons x path) seen labels))
                               (vector->list x))))))
      nil))

(define (%write-label n end)
  (write-byte 35)
  (write-string (number->string n))
  (write-byte end))

;; What has a label is written once, behind #n=, else as #n#.
(define (%print-labelled x write labels label)
  (if label
      (if (cdr label)
          (%write-label (cdr label) 35)
          (begin
            (set-cdr! label (car labels))
            (set-car! labels (+ (car labels) 1))
            (%write-label (cdr label) 61)
            (%print-object x write labels)))
      (%print-object x write labels)))

;;; ------------------------------------------------------------------ any object as text

;; Elements after the first, and the end of the list.
(define (%print-rest x write labels)
  (if (if (pair? x) (if labels (not (assv x (cdr labels))) true) false)
      (begin
        (write-byte 32)
        (%print (car x) write labels)
        (%print-rest (cdr x) write labels))
      (begin
        (if (null? x) nil (begin (write-string " . ") (%print x write labels)))
        (write-byte 41))))

;; x as text: as the reader reads it if `write` is true. Without circular data, `labels` is nil.
(define (%print x write labels)
  (if labels
      (%print-labelled x write labels (assv x (cdr labels)))
      (%print-object x write labels)))

(define (%print-object x write labels)
  (if (pair? x)
      (begin
        (write-byte 40)
        (%print (car x) write labels)
        (%print-rest (cdr x) write labels))
      (if (null? x)
          (write-string "nil")
          (if (number? x)
              (write-string (number->string x))
              (if (string? x)
                  (if write (%write-between x 0 #\") (write-string x))
                  (if (char? x)
                      (if write (%write-name-of x (assv x %char-names)) (write-char x))
                      (if (vector? x)
                          (begin
                            (write-string "#(")
                            (%print-elements x 0 write labels))
                          (if (procedure? x)
                              (write-string "#<function>")
                              (if write
                                  (%write-symbol x (symbol-name x))
                                  (write-string (symbol-name x)))))))))))

(define (%print-elements v n write labels)
  (if (= n (vector-length v))
      (write-byte 41)
      (begin
        (if (= n 0) nil (write-byte 32))
        (%print (vector-ref v n) write labels)
        (%print-elements v (+ n 1) write labels))))

(define (%show x write)
  (%print x write (if (%circular? x nil) (%labels x) nil))
  nil)

(define (display x) (%show x false))
(define (write x) (%show x true))
(define (print x) (%show x false) (write-byte 10) x)

;; The next character of the console, :eof at its end.
(define (read-char)
  ((lambda (n) (if (< n 0) :eof (integer->char n))) (read-byte)))


;;; ------------------------------------------------------------------ control

;; Throws (message irritant ...).
(define (error x . list) (throw (cons x list)))

;; Applies the handler x to (cause culprit) if the thunk throws or traps.
(define (call-with-handler x f) (catch x (funcall f)))

(defmacro assert (x)
  (%list %if x true (%list error "assertion failed" (%list %quote x))))

;; A new symbol, in no symbol table: no program can have written it.
(define (gensym) (make-symbol "g"))
