;; The compiler: from EulerLisp's forms to the machine's.
;;
;; A program is compiled once, before it runs. An application stays one; what is a primitive of hardware is applied
;; directly. A global variable is its own symbol, a local one another, which is in no table: no environment ever binds
;; a global's name, so that quick evaluation need not search for it. What a compiler makes itself stands in its code as
;; FUNCTION objects and symbols of its own, which no program can bind.
;;
;; The scope has a pair (name . local) for each variable around the form, the innermost first, and ends with (NIL);
;; it is NIL at the top level.
;;
;; What the compiler knows of a name stands in the function cell of its symbol, where hardware does not look on a
;; lisp1 machine: #(class data local constant?).
;;
;; | class | the name is of                | data                                     |
;; |-------|-------------------------------|------------------------------------------|
;; | 0     | nothing but variables         |                                          |
;; | 1     | a special form, reserved      | its compiler: a function of form, scope  |
;; | 2     | a macro of the firmware       | the same                                 |
;; | 3     | a primitive                   | #(fewest most emitter fixed?): see below |
;; | 4     | a macro of `defsyntax`        | (literals . rules)                       |
;; | 5     | what a macro has introduced   | the name that it was in the template     |

(defn (record name)
  (let ((known (symbol-function name)))
    (if (null? known)
        (let ((new (vector 0 nil nil false)))
          (set-symbol-function! name new)
          new)
        known)))

(defn (class name) (let ((known (symbol-function name))) (if (null? known) 0 (vector-ref known 0))))
(defn (meaning name) (vector-ref (symbol-function name) 1))

(defn (mean name kind data)
  (let ((known (record name)))
    (vector-set! known 0 kind)
    (vector-set! known 1 data)))

;; The variable that a local of this name is for hardware.
(defn (local-of name)
  (let ((known (record name)))
    (if (null? (vector-ref known 2)) (vector-set! known 2 (new-local (symbol-name name))) nil)
    (vector-ref known 2)))

;; The name that a program has written.
(defn (root name)
  (if (= (class name) 5) (root (meaning name)) name))

;; Are both the same word for the compiler, such as `else`?
(defn (is? x name) (if (symbol? x) (eq? (root x) name) false))

;; Throws what is wrong with a program. Its place is that of the form which is being compiled.
(define %compiling-at nil)

(defn (malformed message)
  (set! %error-at %compiling-at)
  (throw message))

(defn (malformed-in name message)
  (malformed (string-append "malformed " (symbol-name (root name)) ": " message)))

;;; ------------------------------------------------------------------ places
;;
;; ((code . index) ...): where each cell of code begins that stands for a form. Tools look here at a trap.

(define %places nil)
;; The index of the form of the top level that runs.
(define %running-at nil)

(defn (at-place code index)
  (if (pair? code) (set! %places (cons (cons code index) %places)) nil)
  code)

;;; ------------------------------------------------------------------ expressions

(defn (compile x scope)
  (if (form? x)
      (compile-form x (vector-ref x 1) scope)
      (if (pair? x)
          (compile-list x (car x) scope)
          (if (symbol? x) (compile-name x scope) x))))

(defn (compile-form x index scope)
  (let ((outer %compiling-at))
    (set! %compiling-at index)
    (let ((code (at-place (compile-list (vector-ref x 0) (car (vector-ref x 0)) scope) index)))
      (set! %compiling-at outer)
      code)))

;; The local of a name in a scope, else NIL.
(defn (find-local name scope)
  (if (null? scope)
      nil
      (if (eq? (car (car scope)) name) (cdr (car scope)) (find-local name (cdr scope)))))

(defn (local name scope)
  (let ((found (find-local name scope)))
    (if (null? found)
        (if (= (class name) 5) (local (meaning name) scope) nil)
        found)))

(defn (compile-name name scope)
  (let ((found (local name scope)))
    (if (null? found) (mention (root name)) found)))

;; ((name . index) ...): global names that have no value yet, with the place of the form. Tools tell of those that never
;; get one.
(define %mentioned nil)

(defn (mention name)
  (if (if (null? %compiling-at) true (has-value? name))
      nil
      (set! %mentioned (cons (cons name %compiling-at) %mentioned)))
  name)

(defn (compile-all x scope done)
  (if (pair? x)
      (compile-all (cdr x) scope (cons (compile (car x) scope) done))
      (if (null? x) (%reverse done) (malformed "a dotted list is no expression"))))

(defn (compile-list x operator scope)
  (if (symbol? operator)
      (if (null? (local operator scope))
          (compile-meaning x (root operator) scope)
          (compile-all x scope nil))
      (compile-all x scope nil)))

(defn (compile-meaning x name scope)
  (case (class name)
    ((0) (compile-all x scope nil))
    ((3) (compile-primitive name (meaning name) (compile-all (cdr x) scope nil)))
    ((4) (compile (expansion x (meaning name)) scope))
    (else (funcall (meaning name) (proper-form x) scope))))

(defn (proper-form x) (if (list? x) x (malformed "a dotted list is no expression")))

;; Has the list so many elements, or more, if `most` is NIL?
(defn (between? x least most)
  (let ((n (%length x))) (if (<= least n) (if (null? most) true (<= n most)) false)))

(defn (check x least most)
  (if (between? (cdr x) least most) x (malformed-in (car x) "wrong number of parts")))

;;; ------------------------------------------------------------------ primitives
;;
;; The emitter is a primitive of hardware, which is applied to the operands, or a function from their codes to code.
;; `fixed?` says that the name stays one as an operator if a program gives it another value.

(defn (compile-primitive name data operands)
  (if (between? operands (vector-ref data 0) (vector-ref data 1))
      (if (= (object-type (vector-ref data 2)) 6)
          (cons (vector-ref data 2) operands)
          (%apply (vector-ref data 2) operands))
      (malformed
       (text-of
        (put (%length operands)
             (put-string ", got "
                         (put-expected (vector-ref data 0) (vector-ref data 1)
                                       (put-string (symbol-name name)
                                                   (put-string "incorrect arity for primitive " nil)))))))))

(defn (put-expected least most done)
  (put least (put-string (if (eq? least most) ", expected " ", expected at least ") done)))

(defn (primitive name least most emitter)
  (mean (%intern name) 3 (vector least most emitter false)))

(defn (fixed-primitive name least most emitter)
  (mean (%intern name) 3 (vector least most emitter true)))

;; Code that has a value which is nothing. Where the value is not wanted, only x is left.
(defn (no-value x) (%list %begin x %undefined))

(defn (effect x)
  (if (pair? x)
      (if (eq? (car x) %begin)
          (if (if (= (%length x) 3) (eq? (caddr x) %undefined) false) (cadr x) x)
          (begin
            (if (eq? (car x) %if) (drop-values (cddr x)) nil)
            x))
      x))

;; The branches of an `if` whose value is not wanted.
(defn (drop-values branches)
  (if (null? branches)
      nil
      (begin
        (set-car! branches (effect (car branches)))
        (drop-values (cdr branches)))))

;;; ------------------------------------------------------------------ sequences

;; Code for all of them in one form.
(defn (sequence x scope) (one (sequence-of x scope nil)))

(defn (one code) (if (null? (cdr code)) (car code) (cons %begin code)))

(defn (sequence-of x scope done)
  (if (pair? (cdr x))
      (sequence-of (cdr x) scope (cons (effect (compile (car x) scope)) done))
      (%reverse (cons (compile (car x) scope) done))))

;; A body in a form of its own: with definitions at its head, it is a function's.
(defn (block x scope)
  (if (null? x)
      %undefined
      (if (if (null? scope) false (definition? (car x) scope))
          (may-call (%list (cons %lambda (cons nil (body x scope)))))
          (sequence x scope))))

;; Is it a definition, or a macro's call that becomes one?
(defn (definition? x scope) (pair? (definitions (%list x) scope nil)))

(defn (head x) (let ((list (un x))) (if (pair? list) (car list) nil)))

;; The list of a body's codes. Definitions at the head see each other and are seen by the rest.
(defn (body x scope)
  (if (null? x) (malformed "a body must not be empty") nil)
  (let ((known (definitions x (inner scope) nil)))
    (if (null? known)
        (sequence-of x (inner scope) nil)
        (lift-definitions
         (body-with (%reverse (car known)) (cdr known)
                    (scope-of-definitions (car known) (inner scope)) nil %pending)))))

(defn (lift-definitions codes) (%for-each (lambda (x) (lift-definition x codes)) codes) codes)
(defn (lift-definition x codes)
  (if (if (pair? x) (eq? (car x) %define) false) (may-lift (cadr x) x codes) nil))

;; (((name . expression) ...) . what follows), the last definition first; NIL if there is none. A macro's call is
;; expanded, and may become a `do` of several.
(defn (definitions x scope done)
  (if (null? x)
      (found-definitions done x)
      (let ((name (head (car x))))
        (if (if (symbol? name) (null? (local name scope)) false)
            (if (%memq (root name) %definers)
                (definitions (cdr x) scope (cons (parts-of-definition (proper-form (un (car x)))) done))
                (if (= (class (root name)) 4)
                    (definitions-of (expansion (un (car x)) (meaning (root name))) x scope done)
                    (found-definitions done x)))
            (found-definitions done x)))))

(defn (found-definitions done x) (if (null? done) nil (cons done x)))

(defn (definitions-of expanded x scope done)
  (let ((found (definitions (if (if (pair? expanded) (is? (car expanded) %do) false)
                                (%append2 (proper-form (cdr expanded)) (cdr x))
                                (cons expanded (cdr x)))
                            scope done)))
    ;; What is no definition is expanded where it stands.
    (if (if (pair? found) (eq? (car found) done) true) (found-definitions done x) found)))

(defn (parts-of-definition x)
  (if (is? (car x) %defn)
      (cons (defined (cadr (check x 3 nil))) (cons %fn (cddr x)))
      (cons (defined (cadr (check x 2 2))) (caddr x))))

;; The name, if it can be defined.
(defn (defined name)
  (if (symbol? name)
      (if (= (class (root name)) 1)
          (malformed (string-append (symbol-name (root name)) " is a reserved name"))
          name)
      (malformed "a name must be a symbol")))

(defn (scope-of-definitions known scope)
  (if (null? known)
      scope
      (scope-of-definitions (cdr known)
                            (cons (cons (car (car known)) (local-of (car (car known)))) scope))))

(defn (body-with known rest scope done pending)
  (set! %pending (pending-of known scope pending))
  (if (null? known)
      (%reverse-onto done (if (null? rest) (%list %undefined) (sequence-of rest scope nil)))
      (body-with (cdr known) rest scope
                 (cons (%list %define
                              (local (car (car known)) scope)
                              (compile (cdr (car known)) scope))
                       done)
                 pending)))

(defn (pending-of known scope pending)
  (if (null? known)
      pending
      (cons (local (car (car known)) scope) (pending-of (cdr known) scope pending))))

(defn (inner scope) (if (null? scope) '((nil)) scope))

;;; ------------------------------------------------------------------ special forms

(define (special-form name compiler) (mean (%intern name) 1 compiler))
(define (macro name compiler) (mean (%intern name) 2 compiler))

;;# Forms
;;: (quote x) -- The datum itself; 'x is short for it.
;;> '(a b) => (a b)
(special-form "quote" (lambda (x scope) (quoted (plain (cadr (check x 1 1))))))

(defn (quoted x) (if (if (pair? x) true (symbol? x)) (%list %quote x) x))

(defn (compile-if x scope)
  (check x 2 3)
  (branch (test (cadr x) scope)
          (compile (caddr x) scope)
          (if (null? (cdr (cddr x))) nil (compile (cadr (cddr x)) scope))))

;;: (if x a [b]) -- The value of a, or if x is #f or the empty list that of b, '() without one.
;;> (if (< 1 2) 10 20) => 10
(special-form "if" compile-if)

;; (if test x y). A test of several, as of `and` and `or`, would wait in a frame: where little is written twice, each of
;; them has branches of its own.
(defn (branch test x y)
  (if (if (pair? test) (if (eq? (car test) %if) (= (%length test) 4) false) false)
      (branch-on (cadr test) (caddr test) (cadddr test) test x y)
      (%list %if test x y)))

(defn (branch-on a b c test x y)
  (if (eq? b true)
      (if (tiny? x) (branch a x (branch c (copied x) y)) (%list %if test x y))
      (if (eq? c false)
          (if (tiny? y) (branch a (branch b x (copied y)) y) (%list %if test x y))
          (%list %if test x y))))

;; Code of a few words, without functions in it.
(defn (tiny? code) (< 0 (words-left code 12)))

;; What is left of n words, or less than 1.
(defn (words-left code n)
  (if (< n 1)
      n
      (if (pair? code)
          (if (%memq (car code) %not-copied)
              0
              (words-left (cdr code) (words-left (car code) (- n 1))))
          n)))

(define %not-copied (%list %lambda %define))

;; In cells of its own, which are at the same place.
(defn (copied code)
  (if (pair? code)
      (copied-at (cons (copied (car code)) (copied-list (cdr code))) (noted-place code %places 20))
      code))
(defn (copied-list codes)
  (if (pair? codes) (cons (copied (car codes)) (copied-list (cdr codes))) codes))

(defn (copied-at code place) (if (null? place) code (at-place code (cdr place))))

(defn (noted-place code places n)
  (if (if (null? places) true (= n 0))
      nil
      (if (eq? (car (car places)) code) (car places) (noted-place code (cdr places) (- n 1)))))

;; An expression of which only the truth is wanted.
(defn (test x scope)
  (let ((name (head x)))
    (if (if (symbol? name) (if (null? (local name scope)) (= (class (root name)) 2) false) false)
        (if (eq? (root name) %or-symbol)
            (any-of (cdr (un x)) scope)
            (if (eq? (root name) %and-symbol) (all-of (cdr (un x)) scope) (compile x scope)))
        (compile x scope))))

(defn (any-of x scope)
  (if (null? x)
      false
      (if (null? (cdr x))
          (test (car x) scope)
          (%list %if (test (car x) scope) true (any-of (cdr x) scope)))))

(defn (all-of x scope)
  (if (null? x)
      true
      (if (null? (cdr x))
          (test (car x) scope)
          (%list %if (test (car x) scope) (all-of (cdr x) scope) false))))

(defn (compile-fn x scope)
  (if (null? (cddr (check x 1 nil))) (malformed-in (car x) "a body is missing") nil)
  (function-code (un (cadr x)) (cddr x) (inner scope)))

(defn (function-code names x scope)
  (cons %lambda (cons (parameters names) (body x (scope-of-names names scope)))))

;;: (fn (a b) x ...) -- A function; parameters as of `defn`. &(+ &1 &2) is short for a function of &1, &2 ...
;;> ((fn (a . rest) (list a rest)) 1 2 3) => (1 (2 3))
(special-form "fn" compile-fn)

(defn (parameters names)
  (if (pair? names)
      (cons (local-of (defined (car names))) (parameters (un (cdr names))))
      (if (null? names) nil (local-of (defined names)))))

(defn (scope-of-names names scope)
  (if (pair? names)
      (scope-of-names (un (cdr names)) (cons (cons (car names) (local-of (car names))) scope))
      (if (null? names) scope (cons (cons names (local-of names)) scope))))

;;: (do x ...) -- Evaluates each in order; the value of the last.
;;> (do 1 2 3) => 3
(special-form "do" (lambda (x scope) (block (cdr x) scope)))

(define %beginning "internal definition must appear at the beginning of the body")

(defn (compile-def x scope)
  (check x 2 2)
  (if (null? scope) nil (malformed %beginning))
  (define-global (root (defined (cadr x))) (compile (caddr x) scope)))

(defn (define-global name code)
  (no-value (%list set-symbol-value! (quoted (assignable name)) code)))

(defn (assignable name)
  (if (if (null? (symbol-function name)) false (vector-ref (symbol-function name) 3))
      (malformed (string-append "can not reassign the constant " (symbol-name name)))
      name))

;;: (def name x) -- A variable, at the top level or at the head of a body.
;;> (let () (def a 6) (* a 7)) => 42
(special-form "def" compile-def)

(defn (compile-defn x scope)
  (check x 3 nil)
  (compile-def (%list (car x) (cadr x) (cons %fn (cddr x))) scope))

;;: (defn name (a b) x ...) -- A function; parameters may be (a b . rest), or a name for the list of all.
;;> (let () (defn twice (x) (+ x x)) (twice 4)) => 8
(macro "defn" compile-defn)

(defn (compile-set x scope)
  (check x 2 2)
  (if (symbol? (cadr x)) nil (malformed-in (car x) "a name must be a symbol"))
  (let ((found (local (cadr x) scope)))
    (if (null? found)
        (define-global (root (defined (cadr x))) (compile (caddr x) scope))
        (begin
          (set! %assigned (cons found %assigned))
          (no-value (%list %set! found (compile (caddr x) scope)))))))

;;: (set! name x) -- Gives a variable another value.
;;> (let ((a 1)) (set! a 5) a) => 5
(special-form "set!" compile-set)

;; The value is known here.
(defn (compile-defconst x scope)
  (check x 2 2)
  (if (null? scope) nil (malformed %beginning))
  (let ((name (root (defined (cadr x)))) (code (compile (caddr x) scope)))
    (if (constant? code) nil
        (malformed (text-of (put-string " is not self-evaluating" (put name (put-string "constant " nil))))))
    (assignable name)
    (set-symbol-value! name (eval code))
    (vector-set! (record name) 3 true)
    %undefined))

;;: (defconst name x) -- A constant, at the top level: a literal, or arithmetic of such.
(special-form "defconst" compile-defconst)

;; A literal, a constant, or a primitive of hardware applied to such.
(defn (constant? code)
  (if (pair? code)
      (if (eq? (car code) %quote)
          (not (pair? (cadr code)))
          (if (%memq (car code) %foldable) (all-constant? (cdr code)) false))
      (if (symbol? code)
          (if (null? (symbol-function code)) false (vector-ref (symbol-function code) 3))
          true)))

(defn (all-constant? codes)
  (if (null? codes) true (if (constant? (car codes)) (all-constant? (cdr codes)) false)))

(define %foldable
  (%list + - * / quotient remainder modulo = < > <= >= not bitwise-and bitwise-or bitwise-xor))

;;: (defsyntax name (literal ...) ((pattern template) ...)) -- A macro, at the top level: section "The language".
(special-form "defsyntax" (lambda (x scope) (define-syntax x) %undefined))

;; The symbols that the compiler itself looks for.
(define %fn (%intern "fn"))
(define %defn (%intern "defn"))
(define %do (%intern "do"))
(define %or-symbol (%intern "or"))
(define %and-symbol (%intern "and"))
(define %else (%intern "else"))
(define %arrow (%intern "=>"))
(define %ellipsis (%intern "..."))
(define %quasiquote-symbol (%intern "quasiquote"))
(define %unquote-symbol (%intern "unquote"))
(define %splicing-symbol (%intern "unquote-splicing"))
(define %definers (%list (%intern "def") %defn))

;;; ------------------------------------------------------------------ macros of the firmware

;; A variable that only the compiler knows.
(defn (fresh) (new-local "t"))

;;: (and x ...) -- The value of the last if all are true, else #f.
;;> (and 1 2 3) => 3
(macro "and" (lambda (x scope) (compile-and (cdr x) scope)))

(defn (compile-and x scope)
  (if (null? x)
      true
      (if (null? (cdr x))
          (compile (car x) scope)
          (%list %if (test (car x) scope) (compile-and (cdr x) scope) false))))

;;: (or x ...) -- The first true value, else #f.
;;> (or #f 2 3) => 2
(macro "or" (lambda (x scope) (compile-or (cdr x) scope)))

;; (if (set! %t test) %t rest): the global %t is read before anything else can run.
(defn (compile-or x scope)
  (if (null? x)
      false
      (if (null? (cdr x))
          (compile (car x) scope)
          (either (compile (car x) scope) (compile-or (cdr x) scope)))))

(defn (either code rest)
  (if (truth? code)
      (%list %if code true rest)
      (if (pair? code)
          (%list %if (%list %set! %t code) %t rest)
          (%list %if code code rest))))

;; Is the value of the code a truth value? It is not the empty list, if it is false.
(defn (truth? code) (if (pair? code) (%memq (car code) %predicates) false))

(define %predicates
  (%list = < > <= >= not null? eq? pair? string? float? exact-integer? ratio?))

;;: (cond (x y ...) ...) -- The first clause whose x is true; (x => f) applies f to the value of x; (else y ...) is
;;:   true. '() if there is none.
;;> (cond ((< 2 1) 10) (else 20)) => 20
(macro "cond" (lambda (x scope) (compile-cond (cdr x) scope)))

(defn (compile-cond clauses scope)
  (if (null? clauses)
      nil
      (compile-clause (un (car clauses)) (cdr clauses) scope)))

(defn (compile-clause clause rest scope)
  (if (if (pair? clause) (list? clause) false) nil (malformed "malformed cond: a clause must be a list"))
  (if (is? (car clause) %else)
      (if (null? rest)
          (block (cdr clause) scope)
          (malformed "malformed cond: else must be last"))
      (if (null? (cdr clause))
          (either (compile (car clause) scope) (compile-cond rest scope))
          (if (is? (cadr clause) %arrow)
              (if (= (%length clause) 3)
                  (%list %if (%list %set! %t (compile (car clause) scope))
                         (receiver (compile (caddr clause) scope) (fresh))
                         (compile-cond rest scope))
                  (malformed "malformed cond: one function must be behind =>"))
              (branch (test (car clause) scope)
                      (block (cdr clause) scope)
                      (compile-cond rest scope))))))

;; ((lambda (t) (f t)) %t): what f is may depend on a %t of its own.
(defn (receiver f t) (%list (%list %lambda (%list t) (%list f t)) %t))

(defn (compile-case x scope)
  (check x 1 nil)
  (let ((t (fresh)))
    (may-call
     (%list (%list %lambda (%list t) (case-clauses t (cddr x) scope)) (compile (cadr x) scope)))))

;;: (case x (a y) ...) -- The y behind the first a, evaluated, that x is equal to; (else y) is the last.
;;> (case 3 (1 10) ((+ 1 2) 20) (else 30)) => 20
(macro "case" compile-case)

(defn (case-clauses t clauses scope)
  (if (null? clauses)
      nil
      (case-clause t (un (car clauses)) (cdr clauses) scope)))

(defn (case-clause t clause rest scope)
  (if (if (list? clause) (= (%length clause) 2) false)
      (if (is? (car clause) %else)
          (if (null? rest)
              (compile (cadr clause) scope)
              (malformed "malformed case: else must be last"))
          (%list %if (%list = t (compile (car clause) scope))
                 (compile (cadr clause) scope)
                 (case-clauses t rest scope)))
      (malformed "malformed case: a clause must be a list of two")))

;;; ------------------------------------------------------------------ let and its kin

(defn (compile-let x scope)
  (check x 2 nil)
  (if (symbol? (cadr x))
      (named-let (cadr (check x 3 nil)) (un (caddr x)) (cdr (cddr x)) (inner scope) (fresh))
      (let-code (checked-bindings (un (cadr x))) (cddr x) scope)))

;;: (let ((a x) ...) y ...) -- The value of y ... where the names are bound. (let name ((a x) ...) y ...) is a loop.
;;> (let ((a 1) (b 2)) (+ a b)) => 3
;;> (let loop ((i 0) (s 0)) (if (= i 5) s (loop (+ i 1) (+ s i)))) => 10
(macro "let" compile-let)

(defn (let-code bindings x scope)
  (may-call
   (cons (function-code (%map car bindings) x (inner scope))
         (compile-all (%map cadr bindings) scope nil))))

(defn (checked-bindings bindings)
  (if (list? bindings)
      (%map (lambda (x)
              (let ((list (un x)))
                (if (if (list? list) (if (= (%length list) 2) (symbol? (car list)) false) false)
                    list
                    (malformed "malformed let: a binding must be a list of a name and an expression"))))
            bindings)
      (malformed "malformed let: bindings must be a list")))

;; ((lambda () (define t (lambda names body ...)) (t value ...))): no value can see the name t.
(defn (named-let name bindings x scope t)
  (let ((all (checked-bindings bindings)))
    (liftable-loop
     t
     (%list
      (%list %lambda nil
             (%list %define t
                    (function-code (%map car all) x (cons (cons (defined name) t) scope)))
             (cons t (compile-all (%map cadr all) scope nil)))))))

(defn (liftable-loop t code)
  (may-lift t code (cddr (car code)))
  code)

(defn (compile-let* x scope)
  (check x 2 nil)
  (nested-lets (checked-bindings (un (cadr x))) (cddr x) scope))

;;: (let* ((a x) ...) y ...) -- The same, one name after the other.
;;> (let* ((a 1) (b (+ a 1))) (* a b)) => 2
(macro "let*" compile-let*)

(defn (nested-lets bindings x scope)
  (if (null? bindings)
      (block x (inner scope))
      (if (null? (cdr bindings))
          (let-code bindings x scope)
          (let ((name (car (car bindings))))
            (may-call
             (%list
              (%list %lambda (%list (local-of (defined name)))
                     (nested-lets (cdr bindings) x
                                  (cons (cons name (local-of name)) (inner scope))))
              (compile (cadr (car bindings)) scope)))))))

;;; ------------------------------------------------------------------ smaller ones

;;: (when x y ...) -- As `do`, if x is true; else '().
;;> (when (< 1 2) 10 20) => 20
(macro "when"
  (lambda (x scope)
    (check x 2 nil)
    (branch (test (cadr x) scope) (block (cddr x) scope) nil)))

;;: (unless x a [b]) -- The value of a if x is false, else that of b.
;;> (unless (< 1 2) 10 20) => 20
(macro "unless"
  (lambda (x scope)
    (check x 2 3)
    (branch (test (cadr x) scope)
            (if (null? (cdr (cddr x))) nil (compile (cadr (cddr x)) scope))
            (compile (caddr x) scope))))

;;: (~> x (f a) g ...) -- The value goes on as the last operand: (g (f a x)).
;;> (~> (range 1 4) (map square) list-sum) => 30
(macro "~>"
  (lambda (x scope)
    (compile (threaded (cadr (check x 1 nil)) (cddr x)) scope)))

(defn (threaded x steps)
  (if (null? steps) x (threaded (through (car steps) x) (cdr steps))))

(defn (through step x)
  (if (form? step)
      (vector (%append2 (proper-form (vector-ref step 0)) (%list x)) (vector-ref step 1))
      (if (pair? step) (%append2 (proper-form step) (%list x)) (%list step x))))

;;: (debug x) -- Prints the expression and its value, which is the value.
(macro "debug"
  (lambda (x scope)
    (check x 1 1)
    (%list debug-value (quoted (plain (cadr x))) (compile (cadr x) scope))))

;;: (delay x) -- A promise of the value.
;;> (force (delay (+ 1 2))) => 3
(macro "delay"
  (lambda (x scope)
    (check x 1 1)
    (delayed (cadr x) scope)))

(defn (delayed x scope)
  (%list make-promise (%list %lambda nil (compile x (inner scope)))))

;;: (stream-cons a b) -- A stream of a, then those of the stream b, which is evaluated when it is wanted.
;;> (stream-take 2 (stream-cons 1 (stream-cons 2 '()))) => (1 2)
(macro "stream-cons"
  (lambda (x scope)
    (check x 2 2)
    (%list %cons (compile (cadr x) scope) (delayed (caddr x) scope))))

;; Powers with a small exponent are products.
(defn (compile-pow x scope)
  (check x 2 2)
  (let ((base (compile (cadr x) scope)) (n (caddr x)))
    (if (if (exact-integer? n) (<= 2 n 6) false)
        (if (pair? base)
            (let ((t (fresh)))
              (may-call (%list (%list %lambda (%list t) (cons * (repeated t n nil))) base)))
            (cons * (repeated base n nil)))
        (%list %pow-symbol base (compile n scope)))))

(defn (repeated x n done) (if (= n 0) done (repeated x (- n 1) (cons x done))))

(define %pow-symbol (%intern "pow"))
;;# Arithmetic
;;: (pow b n) -- b to the power of an integer, exactly.
;;> (pow 2 10) => 1024
(macro "pow" compile-pow)

;;; ------------------------------------------------------------------ quasiquote

;;# Forms
;;: (quasiquote x) -- The datum, but for (unquote y) and (unquote-splicing y) in it. A backquote in front of x,
;;:   and ,y and ,@y are short for these.
;;> `(1 ,(+ 1 1) ,@(list 3 4)) => (1 2 3 4)
(macro "quasiquote" (lambda (x scope) (template (cadr (check x 1 1)) 1 scope)))

;; Code whose value is the template x, at a depth of n quasiquotes.
(defn (template x n scope)
  (let ((list (un x)))
    (if (pair? list)
        (if (tagged? list %unquote-symbol)
            (if (= n 1) (compile (cadr list) scope) (template-list list (- n 1) scope))
            (template-list list (if (tagged? list %quasiquote-symbol) (+ n 1) n) scope))
        (quoted (plain x)))))

(defn (tagged? x symbol)
  (if (is? (car x) symbol) (if (pair? (cdr x)) (null? (cddr x)) false) false))

;; The first element, and the rest, which may be (unquote x) behind a dot.
(defn (template-list x n scope)
  (let ((first (un (car x))))
    (if (if (pair? first) (tagged? first %splicing-symbol) false)
        (if (= n 1)
            (%list append-lists (compile (cadr first) scope) (template-rest (cdr x) n scope))
            (joined (template-list first (- n 1) scope) (template-rest (cdr x) n scope)))
        (joined (template (car x) n scope) (template-rest (cdr x) n scope)))))

(defn (template-rest x n scope)
  (if (null? x) nil (template x n scope)))

(defn (joined first rest) (%list %cons first rest))
(defn (append-lists x y) (%append2 (proper x) y))

;;; ------------------------------------------------------------------ defsyntax

(defn (define-syntax x)
  (check x 3 3)
  (let ((name (root (defined (cadr x)))))
    (mean name 4
          (cons (%map checked-literal (list-in-syntax (un (caddr x))))
                (%map checked-rule (list-in-syntax (un (cadr (cddr x)))))))))

(defn (checked-literal x)
  (if (symbol? x) x (malformed "malformed defsyntax: a literal must be a symbol")))

(defn (list-in-syntax x)
  (if (list? x) (plain x) (malformed "malformed defsyntax: literals and rules must be lists")))

(defn (checked-rule x)
  (if (if (list? x) (if (= (%length x) 2) (pair? (car x)) false) false)
      x
      (malformed "malformed defsyntax: a rule must be a list of a pattern and a template")))

;; The form that the call x of a macro becomes.
(defn (expansion x syntax) (expand x (car syntax) (cdr syntax)))

(defn (expand x literals rules)
  (if (null? rules)
      (malformed (string-append "no matching macro pattern in " (symbol-name (root (car x)))))
      (let ((found (match (cdr (car (car rules))) (cdr x) literals nil)))
        (if (eq? found false)
            (expand x literals (cdr rules))
            (instance (cadr (car rules)) found (cons nil nil))))))

;; Binds the names of a pattern: ((name . part) ...), with ((name . #(parts)) ...) behind an ellipsis; false if it
;; does not match.
(defn (match pattern x literals known)
  (if (eq? known false)
      false
      (if (symbol? pattern)
          (if (%memq pattern literals)
              (if (is? x pattern) known false)
              (cons (cons pattern x) known))
          (if (pair? pattern)
              (if (if (pair? (cdr pattern)) (eq? (cadr pattern) %ellipsis) false)
                  (match-all (car pattern) (un x) literals known)
                  (let ((list (un x)))
                    (if (pair? list)
                        (match (cdr pattern) (cdr list) literals
                               (match (car pattern) (car list) literals known))
                        false)))
              (if (= pattern (plain x)) known false)))))

(defn (match-all pattern x literals known)
  (if (list? x)
      (let ((each (%map (lambda (x) (match pattern x literals nil)) x)))
        (if (%memq false each)
            false
            (%append2 (%map (lambda (name)
                              (cons name (vector (%map (lambda (found) (cdr (%assq name found))) each))))
                            (names-in pattern literals nil))
                      known)))
      false))

(defn (%assq name list) (if (eq? (car (car list)) name) (car list) (%assq name (cdr list))))

(defn (names-in pattern literals done)
  (if (pair? pattern)
      (names-in (cdr pattern) literals (names-in (car pattern) literals done))
      (if (symbol? pattern)
          (if (if (eq? pattern %ellipsis) true (%memq pattern literals)) done (cons pattern done))
          done)))

;; The template with what is bound. Other symbols are introduced: the cdr of `new` has what stands for them.
(defn (instance x known new)
  (if (pair? x)
      (if (if (pair? (cdr x)) (eq? (cadr x) %ellipsis) false)
          (%append2 (instances (car x) (repeated-names (car x) known nil) known new)
                    (instance (cddr x) known new))
          (cons (instance (car x) known new) (instance (cdr x) known new)))
      (if (symbol? x) (instance-of-name x (bound-part x known) new) x)))

(defn (bound-part name known)
  (if (null? known) nil (if (eq? (car (car known)) name) (car known) (bound-part name (cdr known)))))

(defn (instance-of-name name part new)
  (if (null? part)
      (introduced name new (bound-part name (cdr new)))
      (if (repeated? (cdr part))
          (malformed (string-append "malformed defsyntax: an ellipsis must be behind " (symbol-name name)))
          (cdr part))))

(defn (repeated? x) (if (vector? x) (= (vector-length x) 1) false))

(defn (introduced name new part)
  (if (null? part)
      (let ((alias (make-symbol (symbol-name name))))
        (set-symbol-function! alias (vector 5 name nil false))
        (set-cdr! new (cons (cons name alias) (cdr new)))
        alias)
      (cdr part)))

;; The names in a template that an ellipsis repeats.
(defn (repeated-names x known done)
  (if (pair? x)
      (repeated-names (cdr x) known (repeated-names (car x) known done))
      (if (symbol? x)
          (let ((part (bound-part x known)))
            (if (null? part) done (if (repeated? (cdr part)) (cons part done) done)))
          done)))

(defn (instances x parts known new)
  (if (null? parts)
      (malformed "malformed defsyntax: an ellipsis in a template is behind nothing that is repeated")
      (repeat-instance x
                       (%map (lambda (part) (cons (car part) (vector-ref (cdr part) 0))) parts)
                       known new nil)))

(defn (repeat-instance x parts known new done)
  (if (%memq nil (%map cdr parts))
      (%reverse done)
      (repeat-instance x
                       (%map (lambda (part) (cons (car part) (cddr part))) parts)
                       known new
                       (cons (instance x
                                       (%append2 (%map (lambda (part) (cons (car part) (cadr part))) parts)
                                                 known)
                                       new)
                             done))))
