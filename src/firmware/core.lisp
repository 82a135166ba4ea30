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

(define (%list . items) items)

(define (cadr x) (car (cdr x)))
(define (cddr x) (cdr (cdr x)))
(define (caddr x) (car (cddr x)))
(define %cadr cadr)

;; The elements of a list in reverse, before another.
(define (%reverse-onto list tail)
  (if (null? list) tail (%reverse-onto (cdr list) (cons (car list) tail))))

(define (%reverse list) (%reverse-onto list nil))

(define (%append2 list tail)
  (if (null? tail) list (%reverse-onto (%reverse list) tail)))

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

(define (%and forms)
  (if (null? (cdr forms)) (car forms) (%list %if (car forms) (%and (cdr forms)) false)))

;; The value of an `and` that fails is false, whichever false value its operand had.
(defmacro and forms (if (null? forms) true (%and forms)))

;; (if (set! %t test) %t rest)
(define (%either test rest) (%list %if (%list %set! %t test) %t rest))

(define (%or forms)
  (if (null? (cdr forms)) (car forms) (%either (car forms) (%or (cdr forms)))))

(defmacro or forms (if (null? forms) false (%or forms)))

(defmacro when (test . body) (%list %if test (%body body)))

(defmacro unless (test . body) (%list %if test nil (%body body)))

;;; ------------------------------------------------------------------ cond, case

;; test => f:  (if (set! %t test) ((lambda (%loop) (funcall f %loop)) %t) rest)
(define (%cond clauses)
  (if (null? clauses)
      nil
      (%cond-clause (car (car clauses)) (cdr (car clauses)) (cdr clauses))))

(define (%cond-clause test body rest)
  (if (eq? test 'else)
      (%body body)
      (if (null? body)
          (%either test (%cond rest))
          (if (eq? (car body) '=>)
              (%list %if
                     (%list %set! %t test)
                     (%list (%list %lambda (%list %loop) (%list %funcall (cadr body) %loop)) %t)
                     (%cond rest))
              (%list %if test (%body body) (%cond rest))))))

(defmacro cond clauses (%cond clauses))

(define (%case clauses)
  (if (null? clauses)
      nil
      (if (eq? (car (car clauses)) 'else)
          (%body (cdr (car clauses)))
          (%list %if
                 (%list %memv %t (%list %quote (car (car clauses))))
                 (%body (cdr (car clauses)))
                 (%case (cdr clauses))))))

;; (begin (set! %t key) (if (memv %t 'data) body (if ...)))
(defmacro case (key . clauses) (%list %begin (%list %set! %t key) (%case clauses)))

;;; ------------------------------------------------------------------ let and its kin

;; (((lambda () (define name (lambda variables body ...)) name)) value ...)
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
                     (%append2 (%map (lambda (binding) (cons %define binding)) bindings) body)))))

(define %letrec letrec)
(defmacro letrec* form (cons %letrec form))

;; ((lambda ()
;;    (define loop
;;      (lambda variables (if test (begin result ...) (begin body ... (loop step ...)))))
;;    (loop value ...)))
(defmacro do (variables exit . body)
  (%list
   (%list %lambda nil
          (%list %define %loop
                 (%list %lambda (%map %car variables)
                        (%list %if (car exit)
                               (cons %begin (cdr exit))
                               (cons %begin
                                     (%append2 body
                                               (%list (cons %loop (%map %do-step variables))))))))
          (cons %loop (%map %cadr variables)))))

(define (%do-step variable)
  (if (null? (cddr variable)) (car variable) (caddr variable)))

;;; ------------------------------------------------------------------ quasiquote

;; An expression whose value is the template x. What holds no unquote is quoted as it stands.
(define (%quasi x depth)
  (if (pair? x)
      (if (eq? (car x) 'unquote)
          (if (= depth 1) (cadr x) (%quasi-pair x (- depth 1)))
          (if (eq? (car x) 'quasiquote)
              (%quasi-pair x (+ depth 1))
              (if (if (pair? (car x)) (eq? (car (car x)) 'unquote-splicing) false)
                  (%quasi-splice x depth)
                  (%quasi-pair x depth))))
      (if (vector? x)
          (%list list->vector (%quasi (vector->list x) depth))
          (if (symbol? x) (%list %quote x) x))))

(define (%quasi-pair x depth)
  (%quasi-cons x (%quasi (car x) depth) (%quasi (cdr x) depth)))

(define (%quasi-splice x depth)
  (if (= depth 1)
      (if (null? (cdr x))
          (cadr (car x))
          (%list %append2 (cadr (car x)) (%quasi (cdr x) 1)))
      (%quasi-cons x (%quasi-pair (car x) (- depth 1)) (%quasi (cdr x) depth))))

(define (%quasi-cons x head tail)
  (if (if (%constant? head) (%constant? tail) false)
      (%list %quote x)
      (%list %cons head tail)))

(define (%constant? form)
  (if (pair? form) (eq? (car form) %quote) (not (symbol? form))))

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

(define (list-tail list k)
  (if (= k 0) list (list-tail (cdr list) (- k 1))))

(define (list-ref list k) (car (list-tail list k)))

(define (last-pair list)
  (if (pair? (cdr list)) (last-pair (cdr list)) list))

(define (list-copy list) (%reverse (%reverse list)))

(define (%append lists tail)
  (if (null? lists) tail (%append (cdr lists) (%append2 (car lists) tail))))

;; The last list becomes the tail, as it is.
(define (append . lists)
  (if (null? lists)
      nil
      ((lambda (reversed) (%append (cdr reversed) (car reversed))) (%reverse lists))))

(define (member x list)
  (if (null? list) false (if (equal? x (car list)) list (member x (cdr list)))))

(define (assv key alist)
  (if (null? alist)
      false
      (if (eqv? key (car (car alist))) (car alist) (assv key (cdr alist)))))

(define assq assv)

(define (assoc key alist)
  (if (null? alist)
      false
      (if (equal? key (car (car alist))) (car alist) (assoc key (cdr alist)))))

(define (filter keep? list) (%filter keep? list nil))

(define (%filter keep? list done)
  (if (null? list)
      (%reverse done)
      (%filter keep? (cdr list) (if (funcall keep? (car list)) (cons (car list) done) done))))

(define (delete x list) (filter (lambda (y) (not (equal? x y))) list))

;; (f (f start a) b) ...
(define (fold-left f start list)
  (if (null? list) start (fold-left f (funcall f start (car list)) (cdr list))))

(define (%fold f start list)
  (if (null? list) start (%fold f (funcall f (car list) start) (cdr list))))

;; (f a (f b ... (f z start)))
(define (fold-right f start list) (%fold f start (%reverse list)))

;; (f z ... (f b a)), or the default for an empty list.
(define (reduce f default list)
  (if (null? list) default (%fold f (car list) (cdr list))))

;;; ------------------------------------------------------------------ application to lists

(define (%spread operands)
  (if (null? (cdr operands))
      (car operands)
      (cons (car operands) (%spread (cdr operands)))))

(define (apply f . operands) (%apply f (%spread operands)))

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
      (if (pair? x)
          (if (pair? y)
              (if (equal? (car x) (car y)) (equal? (cdr x) (cdr y)) false)
              false)
          (if (string? x)
              (if (string? y) (string=? x y) false)
              (if (vector? x)
                  (if (vector? y) (equal? (vector->list x) (vector->list y)) false)
                  false)))))

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
(define (min n . more) (fold-left %least n more))
(define (max n . more) (fold-left %most n more))

(define (%gcd a b) (if (= b 0) (abs a) (%gcd b (remainder a b))))
(define (gcd . numbers) (fold-left %gcd 0 numbers))

;; The exponent is not negative: arithmetic-shift never gets -1 down to 0.
(define (expt base n)
  (if (< n 0) (error "expt: negative exponent" n) (%expt base n 1)))

(define (%expt base n product)
  (if (= n 0)
      product
      (if (= n 1)
          (* product base)
          (%expt (* base base)
                 (arithmetic-shift n -1)
                 (if (odd? n) (* product base) product)))))

;;; ------------------------------------------------------------------ characters

(define (char=? a b) (= (char->integer a) (char->integer b)))
(define (char<? a b) (< (char->integer a) (char->integer b)))

;; Is c between the characters low and high?
(define (%char-in? c low high)
  (<= (char->integer low) (char->integer c) (char->integer high)))

(define (char-numeric? c) (%char-in? c #\0 #\9))
(define (%char-upper? c) (%char-in? c #\A #\Z))
(define (%char-lower? c) (%char-in? c #\a #\z))
(define (char-alphabetic? c) (if (%char-upper? c) true (%char-lower? c)))
(define (char-whitespace? c) (if (eq? c #\space) true (%char-in? c #\tab #\return)))

;; Upper and lower case differ in bit 5.
(define (%flip-case c) (integer->char (bitwise-xor (char->integer c) 32)))
(define (char-upcase c) (if (%char-lower? c) (%flip-case c) c))
(define (char-downcase c) (if (%char-upper? c) (%flip-case c) c))

;;; ------------------------------------------------------------------ strings

;; Copies from[start, end) to `to`, from index `at` on; the index after the last.
(define (%copy-chars to at from start end)
  (if (= start end)
      at
      (begin
        (string-set! to at (string-ref from start))
        (%copy-chars to (+ at 1) from (+ start 1) end))))

;; (substring s start), (substring s start end)
(define (substring s start . end)
  (%substring s start (if (null? end) (string-length s) (car end))))

(define (%substring s start end)
  ((lambda (new) (%copy-chars new 0 s start end) new) (make-string (- end start) #\space)))

(define (string-copy s . range)
  (if (null? range) (%substring s 0 (string-length s)) (%apply substring s range)))

(define (string-append . strings)
  (%join (make-string (fold-left + 0 (%map string-length strings)) #\space) 0 strings))

(define (%join new at strings)
  (if (null? strings)
      new
      (%join new
             (%copy-chars new at (car strings) 0 (string-length (car strings)))
             (cdr strings))))

(define (%string->list s index done)
  (if (= index 0)
      done
      (%string->list s (- index 1) (cons (string-ref s (- index 1)) done))))

(define (string->list s) (%string->list s (string-length s) nil))

(define (list->string chars)
  (%fill-string (make-string (%length chars 0) #\space) 0 chars))

(define (%fill-string new index chars)
  (if (null? chars)
      new
      (begin
        (string-set! new index (car chars))
        (%fill-string new (+ index 1) (cdr chars)))))

(define (string . chars) (list->string chars))

;; Negative, zero or positive, as a comes before, equals or comes after b.
(define (%compare a b index)
  (if (= index (string-length a))
      (- index (string-length b))
      (if (= index (string-length b))
          1
          (if (eq? (string-ref a index) (string-ref b index))
              (%compare a b (+ index 1))
              (- (char->integer (string-ref a index)) (char->integer (string-ref b index)))))))

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
(define (string->number s)
  (if (= (string-length s) 0)
      false
      (if (eq? (string-ref s 0) #\-)
          (%parse - s 1)
          (%parse + s (if (eq? (string-ref s 0) #\+) 1 0)))))

(define (%parse combine s start)
  (if (= start (string-length s))
      false
      (%parse-digits combine (%string->list (%substring s start (string-length s))
                                            (- (string-length s) start) nil)
                     0)))

(define (%parse-digits combine chars n)
  (if (null? chars)
      n
      (if (char-numeric? (car chars))
          (%parse-digits combine
                         (cdr chars)
                         (funcall combine (* n 10) (- (char->integer (car chars)) 48)))
          false)))

;;; ------------------------------------------------------------------ vectors

(define (%vector->list v index done)
  (if (= index 0)
      done
      (%vector->list v (- index 1) (cons (vector-ref v (- index 1)) done))))

(define (vector->list v) (%vector->list v (vector-length v) nil))

(define (list->vector items)
  (%fill-vector (make-vector (%length items 0) nil) 0 items))

(define (%fill-vector new index items)
  (if (null? items)
      new
      (begin
        (vector-set! new index (car items))
        (%fill-vector new (+ index 1) (cdr items)))))

(define (vector . items) (list->vector items))
(define (vector-copy v) (list->vector (vector->list v)))
(define (vector-map f v) (list->vector (%map f (vector->list v))))

(define (vector-fill! v x) (%vector-fill! v x (vector-length v)))

(define (%vector-fill! v x index)
  (if (= index 0)
      v
      (begin (vector-set! v (- index 1) x) (%vector-fill! v x (- index 1)))))

;;; ------------------------------------------------------------------ console

(define (write-char c) (write-byte (char->integer c)))

(define (newline) (write-byte 10) nil)

(define (%write-from s index)
  (if (= index (string-length s))
      nil
      (begin (write-char (string-ref s index)) (%write-from s (+ index 1)))))

(define (write-string s) (%write-from s 0))

;; As `write` shows a character of a string.
(define (%write-escaped c)
  (if (eq? c #\newline)
      (write-string "\\n")
      (begin
        (if (if (eq? c #\") true (eq? c #\\)) (write-byte 92))
        (write-char c))))

(define %char-names
  '((#\space . "space") (#\newline . "newline") (#\tab . "tab") (#\return . "return")
    (#\null . "null")))

(define (%write-char-name c name)
  (write-string "#\\")
  (if name (write-string (cdr name)) (write-char c)))

;; Elements after the first, and the end of the list.
(define (%print-rest x slashify)
  (if (pair? x)
      (begin
        (write-byte 32)
        (%print (car x) slashify)
        (%print-rest (cdr x) slashify))
      (begin
        (if (null? x) nil (begin (write-string " . ") (%print x slashify)))
        (write-byte 41))))

;; x as text: strings and characters as the reader reads them if slashify is true.
(define (%print x slashify)
  (if (pair? x)
      (begin (write-byte 40) (%print (car x) slashify) (%print-rest (cdr x) slashify))
      (if (null? x)
          (write-string "nil")
          (if (number? x)
              (write-string (number->string x))
              (if (string? x)
                  (if slashify
                      (begin
                        (write-byte 34)
                        (%for-each %write-escaped (string->list x))
                        (write-byte 34))
                      (write-string x))
                  (if (char? x)
                      (if slashify
                          (%write-char-name x (assv x %char-names))
                          (write-char x))
                      (if (vector? x)
                          (begin
                            (write-byte 35)
                            (if (= (vector-length x) 0)
                                (write-string "()")
                                (%print (vector->list x) slashify)))
                          (if (procedure? x)
                              (write-string "#<function>")
                              (write-string (symbol-name x))))))))))

(define (display x) (%print x false) nil)
(define (write x) (%print x true) nil)
(define (print x) (%print x false) (write-byte 10) x)

;; The next character of the console, :eof at its end.
(define (read-char)
  ((lambda (byte) (if (< byte 0) :eof (integer->char byte))) (read-byte)))

;; The characters up to the end of the line, :eof if there are none.
(define (read-line) (%read-line (read-byte) nil))

(define (%read-line byte done)
  (if (< byte 0)
      (if (null? done) :eof (list->string (%reverse done)))
      (if (= byte 10)
          (list->string (%reverse done))
          (%read-line (read-byte) (cons (integer->char byte) done)))))

;;; ------------------------------------------------------------------ control

;; Throws (message irritant ...).
(define (error message . irritants) (throw (cons message irritants)))

;; Applies the handler to (cause culprit) if the thunk throws or traps.
(define (call-with-handler handler thunk) (catch handler (funcall thunk)))

(defmacro assert (form)
  (%list %if form true (%list error "assertion failed" (%list %quote form))))

(define %symbols-made 0)

;; A new symbol that no program can have written.
(define (gensym)
  (set! %symbols-made (+ %symbols-made 1))
  (make-symbol (string-append "g" (number->string %symbols-made))))
