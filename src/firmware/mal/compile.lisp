;; The compiler: from mal's forms to the machine's.
;;
;; A special form becomes one of hardware, a macro is expanded, and an application stays one, of the
;; same symbols. A branch, a body, or what follows in a `do` is left as (%later scope . form): a
;; hardware macro that compiles it when it is evaluated first, in place. So a macro can be defined
;; right before its use, and what is never run is never compiled. A program's own data are not
;; written to.
;;
;; How a special form is compiled stands in the function cell of its symbol, and so does a macro; on
;; a lisp1 machine hardware does not look there.
;;
;; The scope has the variables of the functions and `let*`s around the form, and ends with `true`;
;; it is NIL at the top level.

(defn (compile x scope)
  (if %tracing? (compile-traced x scope) (compile-form x scope)))

(defn (compile-form x scope)
  (if (pair? x)
      (compile-list x (car x) scope)
      (if (vector? x) (compile-record x (vector-ref x 0) scope) x)))

;; Elements of vectors and maps are evaluated. A list with metadata is compiled as one without.
(defn (compile-record x class scope)
  (case class
    ((0) (if (null? (vector-ref x 2)) x (compile (vector-ref x 2) scope)))
    ((1) (cons mal-vector (compile-all (chain-of x) scope nil)))
    ((2) (cons mal-hash-map (compile-all (entries-chain (map-entries x) nil) scope nil)))
    (else x)))

;; Compiles the elements of a chain.
(defn (compile-all chain scope done)
  (if (null? chain)
      (%reverse done)
      (compile-all (cdr chain) scope (cons (compile (car chain) scope) done))))

;; The same for later.
(defn (compile-all-later chain scope done)
  (if (null? chain)
      (%reverse done)
      (compile-all-later (cdr chain) scope (cons (compile-later (car chain) scope) done))))

(defn (compile-list x operator scope)
  (let ((meaning (if (symbol? operator) (symbol-function operator) nil)))
    (if (null? meaning)
        (compile-all x scope nil)
        (if (vector? meaning)
            (if (%memq operator scope)
                (compile-all x scope nil)
                (compile (expansion meaning (cdr x)) scope))
            (funcall meaning x scope)))))

(defn (expansion macro operands) (%apply (vector-ref macro 1) operands))

;; For later, if it is worth it.
(defn (compile-later x scope)
  (if (pair? x) (cons %later (cons scope x)) (compile x scope)))

(defmacro (%later scope . x) (compile x scope))

;;; ------------------------------------------------------------------ special forms

(define (special-form name compiler) (set-symbol-function! (%intern name) compiler))

;; Element n of a form; nil if it is not there.
(defn (part x n) (if (null? x) nil (if (= n 0) (car x) (part (cdr x) (- n 1)))))

;;# Special forms
;;: (quote x) -- The datum itself; 'x is short for it.
;;> (quote (a b)) => (a b)
(special-form "quote" (lambda (x scope) (quoted (part x 1))))

(defn (quoted x) (%list %quote x))

(defn (compile-do x scope)
  (if (null? (cdr x))
      nil
      (if (null? (cddr x))
          (compile (cadr x) scope)
          (cons %begin
                (cons (compile (cadr x) scope) (compile-all-later (cddr x) scope nil))))))

;;: (do x ...) -- Evaluates each in order; the value of the last.
;;> (do 1 2 3) => 3
(special-form "do" compile-do)

(defn (compile-if x scope)
  (%list %if (compile (part x 1) scope)
         (compile-later (part x 2) scope)
         (compile-later (part x 3) scope)))

;;: (if test then else) -- `then`, or `else` if the test is nil or false; nil without one.
;;> (if (< 1 2) "less" "more") => "less"
(special-form "if" compile-if)

;; At the top level a symbol's cells, elsewhere the innermost scope.
(defn (compile-def x scope)
  (if (null? scope)
      (%list define-global (quoted (part x 1)) (compile (part x 2) scope))
      (%list %begin
             (%list %define (part x 1) (compile (part x 2) scope))
             (part x 1))))

;;: (def! name x) -- Gives a name a value, at the top level or in the innermost `let*` or `fn*`; the value.
;;> (do (def! a 6) (* a 7)) => 42
(special-form "def!" compile-def)

;; Not that of a special form.
(defn (meaning-can-change? symbol) (not (procedure? (symbol-function symbol))))

(defn (define-global symbol x)
  (if (symbol? symbol) nil (throw "def!: not a symbol"))
  (if (meaning-can-change? symbol) (set-symbol-function! symbol (if (mal-macro? x) x nil)))
  (set-symbol-value! symbol x))

(defn (macro-of f)
  (if (procedure? f)
      (vector 4 f)
      (if (mal-macro? f) f (throw "defmacro!: not a function"))))

;; A macro is known to the compiler at the top level only.
;;: (defmacro! name f) -- Makes a macro of a function. Macros are expanded once.
;;> (do (defmacro! unless (fn* (p x) `(if ~p nil ~x))) (unless false 7)) => 7
(special-form "defmacro!"
  (lambda (x scope)
    (compile-def (%list (car x) (part x 1) (%list macro-of (part x 2))) scope)))

;; ((lambda () (begin (define name x) ... body))): the bindings see each other.
(defn (compile-let x scope)
  (%list
   (%list %lambda nil
          (cons %begin
                (compile-bindings (chain-of (part x 1)) (part x 2) (inner-scope scope) nil)))))

(defn (inner-scope scope) (if (null? scope) (%list true) scope))

(defn (compile-bindings chain body scope done)
  (if (null? chain)
      (%reverse (cons (compile body scope) done))
      (compile-bindings (cddr chain) body
                        (cons (car chain) scope)
                        (cons (%list %define (car chain) (compile (cadr chain) scope)) done))))

;;: (let* (name x ...) y) -- The value of y where the names are bound, one after the other. Of a list or a vector.
;;> (let* (a 1 b (+ a 1)) (* b 10)) => 20
(special-form "let*" compile-let)

;; (lambda parameters body). A rest parameter that gets nothing gets the empty list.
(defn (compile-fn x scope)
  (let ((names (chain-of (part x 1))))
    (let ((body (compile-later (part x 2) (scope-with names (inner-scope scope))))
          (rest (rest-name names)))
      (%list %lambda (parameters names)
             (if (null? rest)
                 body
                 (%list %begin (%list %if rest nil (%list %set! rest %empty)) body))))))

;;: (fn* (name ...) x) -- A function. What follows & is a list of the further operands.
;;> ((fn* (a & more) (list a more)) 1 2 3) => (1 (2 3))
(special-form "fn*" compile-fn)

(defn (scope-with names scope)
  (if (null? names) scope (scope-with (cdr names) (cons (car names) scope))))

(define %ampersand (%intern "&"))

(defn (rest-name names)
  (if (null? names) nil (if (eq? (car names) %ampersand) (part names 1) (rest-name (cdr names)))))

(defn (parameters names)
  (if (null? names)
      nil
      (if (eq? (car names) %ampersand)
          (part names 1)
          (cons (car names) (parameters (cdr names))))))

;; (try* x (catch* name handler))
(defn (compile-try x scope)
  (if (null? (cddr x))
      (compile (part x 1) scope)
      (%list %catch (compile-handler (part x 2) scope) (compile-later (part x 1) scope))))

;;: (try* x (catch* name y)) -- The value of x; if that throws or traps, y's, with the exception in the name.
;;> (try* (throw "no") (catch* e (str "caught: " e))) => "caught: no"
(special-form "try*" compile-try)

;; (lambda (cause culprit) ((lambda (name) handler) (caught cause culprit)))
(defn (compile-handler clause scope)
  (let ((name (part clause 1)))
    (%list %lambda %handler-parameters
           (%list
            (%list %lambda (%list name)
                   (compile-later (part clause 2) (cons name (inner-scope scope))))
            (cons caught %handler-parameters)))))

(define %handler-parameters '(cause culprit))

;; Where memory is out and cannot be held back again, the form is given up.
(defn (caught cause culprit)
  (if (= cause 7) (%run-out) nil)
  (exception cause culprit))

;;; ------------------------------------------------------------------ quasiquote

;; The template x as code: `leaf` gives that of what is unquoted, `operators` are those of quote,
;; cons, concat, vec.
(defn (template x leaf operators)
  (if (pair? x)
      (if (eq? (car x) %unquote-symbol)
          (funcall leaf (part x 1))
          (template-chain x leaf operators))
      (if (vector? x)
          (case (vector-ref x 0)
            ((0) (if (null? (vector-ref x 2)) x (template (vector-ref x 2) leaf operators)))
            ((1) (%list (part operators 3) (template-chain (chain-of x) leaf operators)))
            (else (%list (car operators) x)))
          (if (symbol? x) (%list (car operators) x) x))))

(defn (template-chain chain leaf operators)
  (if (null? chain)
      %empty
      (let ((x (car chain)) (rest (template-chain (cdr chain) leaf operators)))
        (if (if (pair? x) (eq? (car x) %splice-unquote-symbol) false)
            (%list (part operators 2) (funcall leaf (part x 1)) rest)
            (%list (part operators 1) (template x leaf operators) rest)))))

;;: (quasiquote x) -- The datum, but for (unquote y) and (splice-unquote y) in it. A backquote in front of x,
;;:   and ~y and ~@y are short for these.
;;> `(1 ~(+ 1 1) ~@(list 3 4)) => (1 2 3 4)
(special-form "quasiquote"
  (lambda (x scope)
    (let ((code (template (part x 1) (lambda (x) (compile x scope)) %template-operators)))
      (if (traced? scope)
          (%list %begin (code-to-show (symbolic-template (part x 1))) code)
          code))))

(defn (symbolic-template x) (template x (lambda (x) x) %template-symbols))

;;: (quasiquoteexpand x) -- What (quasiquote x) becomes before it is evaluated.
;;> (quasiquoteexpand (1 (unquote a))) => (cons 1 (cons a ()))
(special-form "quasiquoteexpand"
  (lambda (x scope)
    (quoted (symbolic-template (part x 1)))))

(define %template-operators (%list %quote mal-cons mal-concat mal-vec))
(define %template-symbols (%map %intern '("quote" "cons" "concat" "vec")))

;;: (macroexpand x) -- What the macro's call x becomes.
;;> (do (defmacro! unless (fn* (p x) `(if ~p nil ~x))) (macroexpand (unless a b))) => (if a nil b)
(special-form "macroexpand"
  (lambda (x scope) (quoted (expanded (part x 1)))))

(defn (expanded x)
  (let ((macro (if (pair? x) (if (symbol? (car x)) (symbol-function (car x)) nil) nil)))
    (if (mal-macro? macro) (expanded (expansion macro (cdr x))) x)))

(set-symbol-function! %cond (macro-of cond-macro))

;;; ------------------------------------------------------------------ DEBUG-EVAL

;; Once a program has named the variable, every form is compiled with a look at it, if it is bound; so
;; is what a quasiquote expands to.
(defn (compile-traced x scope)
  (if (traced? scope)
      (%list %begin (code-to-show x) (compile-form x scope))
      (compile-form x scope)))

(defn (traced? scope)
  (if %tracing? (if (%memv %debug-eval scope) true (bound? %debug-eval)) false))

(defn (code-to-show x) (%list show-eval %debug-eval (quoted x)))

(defn (bound? symbol)
  (catch (lambda (cause culprit) false) (symbol-value symbol) true))

(defn (show-eval wanted x)
  (if wanted (say (put x true (put-string "EVAL: " nil)))))

;;; ------------------------------------------------------------------ evaluation

;;# Functions, errors, metadata
;;: (eval x) -- Evaluates a form at the top level.
;;> (eval '(+ 1 2)) => 3
(defn (mal-eval x) (eval (compile x nil)))

;;# The host
;;: (load-file path) -- Evaluates the forms of a file; nil.
(defn (mal-load-file path)
  (let ((text (mal-slurp path))) (for-each-form mal-eval text (%after-mark text))))

;; What `catch*` gets: the value thrown, or in words what the machine has trapped on.
(defn (exception cause culprit)
  (if (= cause 9) culprit (text-of (put-trap cause culprit))))

(defn (put-trap cause culprit)
  (case cause
    ((1) (put-string "' not found" (put culprit true (put-string "'" nil))))
    ((2) (put culprit true (put-string "not a function: " nil)))
    ((3) (put culprit true (put-string "wrong type of argument: " nil)))
    ((4) (put-string "wrong number of arguments" nil))
    ((5) (put-string "integer overflow" nil))
    ((6) (put-string "division by zero" nil))
    ((7) (put-string "out of memory" nil))
    ((10) (put-string "index out of range" nil))
    ((11) (put-string "malformed form" nil))
    ((12) (put-string "interrupted" nil))
    (else (put cause true (put-string "machine trap " nil)))))
