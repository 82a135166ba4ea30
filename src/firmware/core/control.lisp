;; The core dialect's library: errors, and symbols of a program's own.

;;; ------------------------------------------------------------------ control

;; Throws (message irritant ...).
;;# Errors and symbols
;;: (error s x ...) -- Throws a list of a message and what it is about.
;;> (catch (lambda (cause culprit) culprit) (error "no such thing:" 'unicorn)) => ("no such thing:" unicorn)
(define (error x . list) (throw (cons x list)))

;; Applies the handler x to (cause culprit) if the thunk throws or traps.
;;: (call-with-handler f thunk) -- Applies a function without parameters; if that throws or traps, the value is that
;;:   of f, applied to the cause and the culprit.
;;> (call-with-handler (lambda (cause culprit) cause) (lambda () (/ 1 0))) => 6
(define (call-with-handler x f) (catch x (funcall f)))

;;# Macros
;;: (assert x) -- True, or an error if x is not.
;;> (assert (< 1 2)) => true
(defmacro assert (x)
  (%list %if x true (%list error "assertion failed" (%list %quote x))))

;; A new symbol, in no symbol table: no program can have written it.
;;# Errors and symbols
;;: (gensym) -- A new symbol, which no program can have written.
;;> (symbol? (gensym)) => true
(define (gensym) (make-symbol "g"))
