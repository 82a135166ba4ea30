;; The core dialect's shell.

;; Data of the text from index `at` on are evaluated and printed. What is evaluated may read too.
(defn (%evaluate text at)
  (%begin-text text at)
  (if (%more?)
      (let ((x (%read-datum)))
        (let ((next %at))
          (%note-form x 'quote)
          (write (if %short? (%evaluate-frugally x) (eval x)))
          (newline)
          (%evaluate text next)))
      nil))

(defn (%evaluate-frugally x)
  (if (%frugal? x '(set!))
      (if (pair? x)
          (begin (set! %arm? true) (%drop-function (cadr x)) (eval (cons %set! (cdr x))))
          (eval x))
      (error "memory is full: only (set! NAME NAME-OR-CONSTANT) is evaluated until there is room")))

;; A closure (54) and a continuation (86) may hold memory. Outside of lisp1 they may be in the function
;; cell, of which `set!` takes nothing away.
(defn (%drop-function symbol)
  (if (%memv (object-type (symbol-function symbol)) '(54 86))
      (set-symbol-function! symbol nil)
      nil))

;; Evaluates all data of a text. If the last of them is not complete, it asks for more lines first.
(defn (%evaluate-lines text)
  (%begin-text text 0)
  (if (%incomplete?)
      (let ((more (%answer 76 "... ")))
        (if (null? more)
            (error "the input ends inside a datum")
            (%evaluate-lines (string-append text "\n" more))))
      (%evaluate text 0)))

;; Does the text end inside a datum? All that is wrong with it otherwise is found when it is evaluated.
(defn (%incomplete?)
  (let ((fault (catch cons (%read-all) nil)))
    (if fault
        (if (eq? (cdr fault) :incomplete)
            true
            (if (= (car fault) 9) false (%again (car fault) (cdr fault))))
        false)))

(defn (%read-all) (if (%more?) (begin (%read-datum) (%read-all)) nil))

;;; ------------------------------------------------------------------ faults

(define %trap-messages
  '#("" "unbound variable" "not a function" "wrong type of operand"
     "wrong number of operands for" "integer overflow, with operand" "division by zero, of"
     "out of memory" "no such primitive or special form" "uncaught throw of"
     "index out of range" "malformed form" "interrupted"))

;; A fault as what `error` throws: a list of a message and its irritants.
(defn (%as-error cause culprit)
  (if (= cause 9)
      (if (if (pair? culprit) (string? (car culprit)) false)
          culprit
          (if (eq? culprit :incomplete)
              (%list "the text ends inside a datum")
              (%list (vector-ref %trap-messages 9) culprit)))
      (cons (vector-ref %trap-messages cause)
            (if (%memv cause '(7 12)) nil (%list culprit)))))

;; Throws what has been caught, in this dialect's way. `cause` 9 may be with a text.
(defn (%fail cause culprit)
  (throw (%as-error cause (if (string? culprit) (%list culprit) culprit))))

(defn (%report cause culprit forgotten)
  (write-string "Error: ")
  (%write-error (%as-error cause culprit))
  (if (= forgotten 0)
      nil
      (begin
        (write-string "; symbols without a value that this made are forgotten: ")
        (write forgotten)))
  (newline))

(defn (%write-error x)
  (write-string (car x))
  (%for-each (lambda (x) (write-byte 32) (write x)) (cdr x)))

;; `catch` of programs. Where memory is out and cannot be held back again, the form is given up.
(defn (%catcher handler)
  (lambda (cause culprit)
    (if (= cause 7) (%run-out) nil)
    (funcall handler cause culprit)))

;;; ------------------------------------------------------------------ files

;; Evaluates the data of a file. A fault is told with the place of the datum.
;;# The shell
;;: (load path) -- Evaluates the data of a file.
(define (load path)
  ((lambda (text) (%load-from path text (%after-mark text))) (%answer 70 path)))

(defn (%load-from path text at)
  (let ((next (catch cons (%load-datum text at))))
    (if (pair? next)
        (begin
          (if (= (car next) 7) (%run-out) nil)
          (%fail-in path text at (%as-error (car next) (cdr next))))
        (if next (%load-from path text next) true))))

;; Where the next datum begins; nil behind the last.
(defn (%load-datum text at)
  (%begin-text text at)
  (if (%more?)
      (let ((x (%read-datum)))
        (let ((next %at)) (eval x) next))
      nil))

(defn (%fail-in path text at fault)
  (%begin-text text at)
  (catch cons (%more?))
  (throw (cons (string-append path ":" (%place text (%after-mark text) %at 1 1) ": " (car fault)) (cdr fault))))

;; Line and column of an index.
(defn (%place text at end line column)
  (if (= at end)
      (string-append (number->string line) ":" (number->string column))
      (if (eq? (string-ref text at) #\newline)
          (%place text (+ at 1) end (+ line 1) 1)
          (%place text (+ at 1) end line (+ column 1)))))

;;; ------------------------------------------------------------------ help

;;: (help name ...) -- What names stand for; without one, what there is.
(define (help . names)
  (if (null? names)
      (write-string
       "(load \"FILE\")   evaluates what is in a file
(help 'NAME)    says what a name stands for
(exit), Ctrl-D  ends the shell; (exit 3) with that exit code
Ctrl-C          stops what is evaluated
")
      (%for-each %help-on names)))

(defn (%help-on name)
  (if (symbol? name)
      (begin
        (write name)
        (write-string " is ")
        (write-string (%kind-of (symbol-function name) (catch cons (symbol-value name))))
        (newline))
      (error "help: not a symbol" name)))

;; Of a symbol with this function, and this value; a fault, and a pair, is a pair.
(defn (%kind-of f x)
  (if f
      (%kind-of-function (object-type f))
      (if (if (pair? x) (eq? (car x) 1) false)
          "unbound"
          (if (procedure? x) (%kind-of-function (object-type x)) "a variable"))))

;; By type and subtype.
(defn (%kind-of-function type)
  (case type
    ((6) "a function of the hardware")
    ((22) "a special form of the hardware")
    ((70) "a macro")
    (else "a function")))

(defn (call-with-handler x f) (catch (%catcher x) (funcall f)))

(defmacro (catch handler . body)
  (cons %catch (cons (%list %catcher handler) body)))

'(%run-shell 0 "> " %evaluate-lines %report)
