;; The core dialect's library.
;;
;; build.rs runs this file on the machine and keeps what then stands in memory. There is no
;; collector at that time: every cell that is read or made here stays in the image, four words
;; each. Hence the style: `if` instead of macros (a macro would be expanded at the first call, at
;; the program's cost), short bodies, one helper for several users.
;;
;; Rules that keep programs from disturbing the library, on lisp1 and on lisp2 machines:
;; - Names with % belong to the library. It calls hardware primitives by their own names, and its
;;   own functions by % names where a program is likely to define the public one (`reverse`).
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

(define (caar x) (car (car x)))
(define (cdar x) (cdr (car x)))
(define (cdddr x) (cdr (cddr x)))

(define (list? x)
  (if (pair? x) (list? (cdr x)) (null? x)))

(define (%length list n)
  (if (null? list) n (%length (cdr list) (+ n 1))))

(define (length list) (%length list 0))

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

;; Pairs, strings and vectors by what they hold.
(define (equal? x y)
  (if (eqv? x y)
      true
      (if (= (object-type x) (object-type y))
          (if (pair? x)
              (if (equal? (car x) (car y)) (equal? (cdr x) (cdr y)) false)
              (if (string? x)
                  (string=? x y)
                  (if (vector? x) (equal? (vector->list x) (vector->list y)) false)))
          false)))

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

(define (substring s start end)
  ((lambda (to) (%copy-chars to 0 s start end) to) (make-string (- end start) #\space)))

(define (string-copy s) (substring s 0 (string-length s)))

(define (string-append . list)
  (%join (make-string (%fold + 0 (%map string-length list)) #\space) 0 list))

(define (%join to at list)
  (if (null? list)
      to
      (%join to
             (%copy-chars to at (car list) 0 (string-length (car list)))
             (cdr list))))

(define (string->list s) (%elements string-ref s (string-length s) nil))

(define (list->string list)
  (%fill string-set! (make-string (%length list 0) #\space) 0 list))

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
  (%fill vector-set! (make-vector (%length list 0) nil) 0 list))

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

;; As `write` shows a character of a string.
(define (%write-escaped c)
  (if (eq? c #\newline)
      (write-string "\\n")
      (begin
        (if (if (eq? c #\") true (eq? c #\\)) (write-byte 92))
        (write-char c))))

(define %char-names
  '((#\space . "space") (#\newline . "newline")))

(define (%write-char-name c name)
  (write-string "#\\")
  (if name (write-string (cdr name)) (write-char c)))

;; Elements after the first, and the end of the list.
(define (%print-rest x write)
  (if (pair? x)
      (begin
        (write-byte 32)
        (%print (car x) write)
        (%print-rest (cdr x) write))
      (begin
        (if (null? x) nil (begin (write-string " . ") (%print x write)))
        (write-byte 41))))

;; x as text: strings and characters as the reader reads them if `write` is true.
(define (%print x write)
  (if (pair? x)
      (begin (write-byte 40) (%print (car x) write) (%print-rest (cdr x) write))
      (if (null? x)
          (write-string "nil")
          (if (number? x)
              (write-string (number->string x))
              (if (string? x)
                  (if write
                      (begin
                        (write-byte 34)
                        (%for-each %write-escaped (string->list x))
                        (write-byte 34))
                      (write-string x))
                  (if (char? x)
                      (if write
                          (%write-char-name x (assv x %char-names))
                          (write-char x))
                      (if (vector? x)
                          (begin
                            (write-byte 35)
                            (if (= (vector-length x) 0)
                                (write-string "()")
                                (%print (vector->list x) write)))
                          (if (procedure? x)
                              (write-string "#<function>")
                              (write-string (symbol-name x))))))))))

(define (display x) (%print x false) nil)
(define (write x) (%print x true) nil)
(define (print x) (%print x false) (write-byte 10) x)

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
