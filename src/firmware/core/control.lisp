;; The core dialect's library: errors, and symbols of a program's own.

;;; ------------------------------------------------------------------ control

;; Throws (message irritant ...).
(define (error x . list) (throw (cons x list)))

;; Applies the handler x to (cause culprit) if the thunk throws or traps.
(define (call-with-handler x f) (catch x (funcall f)))

(defmacro assert (x)
  (%list %if x true (%list error "assertion failed" (%list %quote x))))

;; A new symbol, in no symbol table: no program can have written it.
(define (gensym) (make-symbol "g"))
