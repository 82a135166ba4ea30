;; The core dialect's library.
;;
;; build.rs runs the files of this folder on the machine and keeps what then stands in memory. There is no
;; collector at that time: every cell that is read or made here stays in the image, four words
;; each. Hence the style: `if` instead of macros (a macro would be expanded at the first call, at
;; the program's cost), short bodies, one helper for several users.
;;
;; When all has run, src/image/seal.rs gives the library symbols of its own, so that it calls everything by its
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

;;# Equality and truth
;;: (eqv? x y) -- As `eq?`, but numbers by value: exact with exact, floats with floats.
;;> (eqv? 100000 100000) => true
;;> (eqv? 1 1.0) => false
(define (eqv? x y)
  (if (eq? x y) true (if (number? x) (if (number? y) (= x y) false) false)))

(define (%memv x list)
  (if (null? list) false (if (eqv? x (car list)) list (%memv x (cdr list)))))

;; The same where `eq?` does.
(define (%memq x list)
  (if (null? list) false (if (eq? x (car list)) list (%memq x (cdr list)))))

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
;;# Macros
;;: (and x ...) -- The value of the last if all are true, else false; what follows a false one is not evaluated.
;;> (and 1 2 3) => 3
;;> (and nil 2) => false
(defmacro and list (if (null? list) true (%and list)))

;; (if (set! %t test) %t rest)
(define (%either test rest) (%list %if (%list %set! %t test) %t rest))

(define (%or list)
  (if (null? (cdr list)) (car list) (%either (car list) (%or (cdr list)))))

;;: (or x ...) -- The first value that is true, else false; what follows it is not evaluated.
;;> (or nil 2 3) => 2
(defmacro or list (if (null? list) false (%or list)))

;;: (when test x ...) -- As `begin`, if the test is true; else nil.
;;> (when (< 1 2) 'a 'b) => b
(defmacro when (test . body) (%list %if test (%body body)))

;;: (unless test x ...) -- As `begin`, if the test is false; else nil.
;;> (unless (< 1 2) 'a 'b) => nil
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

;;: (cond clause ...) -- A clause is (test x ...). The value of the first whose test is true; of (test) the test's,
;;:   of (test => f) that of f applied to the test's. (else x ...) is true. Without a true one nil.
;;> (cond ((assq 'b '((a . 1) (b . 2))) => cdr) (else 0)) => 2
(defmacro cond list (%cond list))

(define (%case list)
  (if (null? list)
      nil
      (if (eq? (car (car list)) 'else)
          (%case-body (cdr (car list)))
          (%list %if
                 (%case-test (car (car list)))
                 (%case-body (cdr (car list)))
                 (%case (cdr list))))))

;; => f:  f gets the key
(define (%case-body body)
  (if (%form? body '=>) (%receiver (cadr body)) (%body body)))

;; Most data are one word each: they are compared by eq?.
(define (%case-test data)
  (if (%words? data)
      (if (if (pair? data) (null? (cdr data)) false)
          (%list eq? %t (%list %quote (car data)))
          (%list %memq %t (%list %quote data)))
      (%list %memv %t (%list %quote data))))

(define (%words? data)
  (if (pair? data) (if (%word? (car data)) (%words? (cdr data)) false) true))

;; Is x no number, or one that is an immediate with every width of words?
(define (%word? x)
  (if (number? x) (if (<= -16384 x 16383) (eq? x (+ x 0)) false) true))

;; (begin (set! %t key) (if (eq? %t 'datum) body (if (memv %t 'data) ...)))
;;: (case key clause ...) -- A clause is ((datum ...) x ...), compared by `eqv?`; else and => are as in `cond`.
;;> (case (* 2 3) ((2 3 5 7) 'prime) ((1 4 6 8 9) 'composite)) => composite
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
;;: (let ((name x) ...) y ...) -- Evaluates y ... where the names are bound, all at once. (let loop ((name x) ...) y
;;:   ...) binds `loop` to a function of the names besides.
;;> (let ((a 1) (b 2)) (+ a b)) => 3
;;> (let loop ((i 0) (sum 0)) (if (= i 5) sum (loop (+ i 1) (+ sum i)))) => 10
(defmacro let (bindings . body)
  (if (symbol? bindings)
      (%named-let bindings (car body) (cdr body))
      (cons (cons %lambda (cons (%map %car bindings) body)) (%map %cadr bindings))))

(define (%let* bindings body)
  (if (if (null? bindings) true (null? (cdr bindings)))
      (cons %let (cons bindings body))
      (%list %let (%list (car bindings)) (%let* (cdr bindings) body))))

(define %let let)
;;: (let* ((name x) ...) y ...) -- As `let`, with one name bound after the other.
;;> (let* ((a 1) (b (+ a 1))) (* a b)) => 2
(defmacro let* (bindings . body) (%let* bindings body))

;; ((lambda () (define variable value) ... body ...))
;;: (letrec ((name x) ...) y ...) -- As `let`, with all names bound where the values are evaluated: functions that
;;:   call each other.
;;> (letrec ((even (lambda (n) (if (= n 0) true (funcall odd (- n 1))))) (odd (lambda (n) (if (= n 0) false (funcall even (- n 1)))))) (funcall even 10)) => true
(defmacro letrec (bindings . body)
  (%list (cons %lambda
               (cons nil
                     (%append2 (%map (lambda (x) (cons %define x)) bindings) body)))))

;;: (letrec* ((name x) ...) y ...) -- The same: the values are evaluated in order.
;;> (letrec* ((a 1) (b (+ a 1))) b) => 2
(define letrec* letrec)

;; ((lambda ()
;;    (define loop
;;      (lambda variables (if test (begin result ...) (begin body ... (loop step ...)))))
;;    (loop value ...)))
;;: (do ((name x [step]) ...) (test y ...) z ...) -- A loop: until the test is true, evaluates z ... and gives the
;;:   names that have one the values of their steps. The value is that of y ...
;;> (do ((i 0 (+ i 1)) (sum 0 (+ sum i))) ((= i 5) sum)) => 10
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

;;: (quasiquote x) -- The datum, but for parts: ,y is the value of y, ,@y the elements of that. A backquote in front of x
;;:   is short for it.
;;> `(1 ,(+ 1 1) ,@(list 3 4)) => (1 2 3 4)
(defmacro quasiquote (x) (%quasi x 1))
