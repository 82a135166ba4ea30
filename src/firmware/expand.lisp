;; `defn` is `define` for firmware that is large. What could be done at the first call, or would be done
;; at every call, at the program's cost, is done when the definition is read, at build time: macros in
;; the body are expanded, and operators that name hardware become the FUNCTION objects themselves. No
;; variable in such a body may have the name of a macro, a special form or a primitive.

;; In this file too it is not called by its name, which a firmware may give to something else.
(define %catch catch)

;; The FUNCTION that x names as an operator, else nil.
(define (%function-named x)
  (if (symbol? x)
      (if (symbol-function x)
          (symbol-function x)
          (%catch (lambda (cause culprit) nil)
            (if (procedure? (symbol-value x)) (symbol-value x) nil)))
      nil))

(define (%expand x)
  (if (pair? x)
      (if (%quote? (car x)) x (%expand-as (object-type (%function-named (car x))) x))
      x))

(define (%quote? x) (if (eq? x 'quote) true (eq? x %quote)))

;; By the operator's type, FUNCTION, and subtype: 70 macro; 6 primitive, 22 special form.
(define (%expand-as type x)
  (if (= type 70)
      (%expand (%apply (%function-named (car x)) (cdr x)))
      (if (if (= type 6) true (= type 22))
          (cons (%function-named (car x)) (%expand-all (cdr x)))
          (%expand-all x))))

;; The elements, and the end of a dotted list of parameters.
(define (%expand-all x)
  (if (pair? x) (cons (%expand (car x)) (%expand-all (cdr x))) x))

(defmacro defn (head . body) (cons %define (cons head (%expand-all body))))
