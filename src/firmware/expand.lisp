;; `defn` is `define` for firmware that is large: macros in the body are expanded when it is read,
;; at build time, and not in place at the first call, at the program's cost.

;; The macro that x names, else nil.
(define (%macro-named x)
  (if (symbol? x)
      (if (symbol-function x)
          (%macro-or-nil (symbol-function x))
          (catch (lambda (cause culprit) nil) (%macro-or-nil (symbol-value x))))
      nil))

;; 70: FUNCTION, subtype macro.
(define (%macro-or-nil f) (if (= (object-type f) 70) f nil))

(define (%expand x)
  (if (pair? x)
      (if (%quote? (car x))
          x
          (if (%macro-named (car x))
              (%expand (%apply (%macro-named (car x)) (cdr x)))
              (%expand-all x)))
      x))

(define (%quote? x) (if (eq? x 'quote) true (eq? x %quote)))

;; The elements, and the end of a dotted list of parameters.
(define (%expand-all x)
  (if (pair? x) (cons (%expand (car x)) (%expand-all (cdr x))) x))

(defmacro defn (head . body) (cons %define (cons head (%expand-all body))))
