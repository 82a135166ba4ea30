;; The mal dialect's data, as the machine's own.
;;
;; | mal                | machine                                                     |
;; |--------------------|-------------------------------------------------------------|
;; | nil, true, false   | NIL, TRUE, FALSE                                            |
;; | number             | immediate, BIGNUM, FLOAT, RATIO                             |
;; | string             | STRING                                                      |
;; | symbol, keyword    | SYMBOL, variable and constant                               |
;; | list               | a chain of CONS; the empty list, and a list with metadata, a record |
;; | function           | FUNCTION                                                    |
;; | all others         | a record: a VECTOR whose element 0 is the class             |
;;
;; The empty list is no NIL, because it is true. Programs never see a chain's end, nor a VECTOR that
;; is no record.
;;
;; Firmware's symbols are in the image's own table, mal's in the one of symbols.lisp: a program cannot
;; name, and so not disturb, what is defined here.

;; Records: #(0 metadata chain) a list, #(1 metadata element ...) a vector, #(2 metadata count node) a
;; map, #(3 value) an atom, #(4 function) a macro.

;; The class of a record, -1 of what is none.
(defn (class-of x) (if (vector? x) (vector-ref x 0) -1))

(define %empty (vector 0 nil nil))

(defn (list-of chain) (if (null? chain) %empty chain))

;;# Lists and vectors
;;: (list? x) -- Is it a list?
;;> (list? [1]) => false
(defn (mal-list? x) (if (pair? x) true (= (class-of x) 0)))
;;: (vector? x) -- Is it a vector?
;;> (vector? [1]) => true
(defn (mal-vector? x) (= (class-of x) 1))
;;# Maps
;;: (map? x) -- Is it a map?
;;> (map? {}) => true
(defn (mal-map? x) (= (class-of x) 2))
;;# Atoms
;;: (atom? x) -- Is it one?
;;> (atom? 1) => false
(defn (mal-atom? x) (= (class-of x) 3))
;;# Functions, errors, metadata
;;: (macro? x) -- Is it a macro?
;;> (macro? cond) => true
(defn (mal-macro? x) (= (class-of x) 4))
;;# Lists and vectors
;;: (sequential? x) -- Is it a list or a vector?
;;> (sequential? [1]) => true
(defn (mal-sequential? x) (if (pair? x) true (<= 0 (class-of x) 1)))

;; A SYMBOL of the constant subtype (19) that is no truth value.
;;# Symbols and keywords
;;: (keyword? x) -- Is it a keyword?
;;> (keyword? :a) => true
(defn (mal-keyword? x)
  (if (= (object-type x) 19) (not (boolean? x)) false))

;; The elements of a sequence, or of nil, as a chain.
(defn (chain-of x)
  (if (pair? x)
      x
      (if (null? x)
          nil
          (if (= (class-of x) 1)
              (vector-elements x (vector-length x) nil)
              (if (= (class-of x) 0) (vector-ref x 2) (throw "not a sequence"))))))

;;; ------------------------------------------------------------------ vectors

(defn (vector-elements v end done)
  (if (= end 2)
      done
      (vector-elements v (- end 1) (cons (vector-ref v (- end 1)) done))))

(defn (vector-of chain)
  (%fill vector-set! (make-record 1 (+ 2 (%length chain))) 2 chain))

(defn (make-record class words)
  (let ((record (%make-vector words nil)))
    (vector-set! record 0 class)
    record))

;; A copy of the VECTOR with one element replaced.
(defn (vector-with v index x)
  (let ((copy (%make-vector (vector-length v) nil)))
    (copy-elements copy v (vector-length v))
    (vector-set! copy index x)
    copy))

(defn (copy-elements to from end)
  (if (= end 0)
      to
      (begin
        (vector-set! to (- end 1) (vector-ref from (- end 1)))
        (copy-elements to from (- end 1)))))

;;; ------------------------------------------------------------------ equality

;;# Equality and truth
;;: (= x y) -- Are they equal? Lists and vectors by their elements.
;;> (= (list 1 2) [1 2]) => true
(defn (mal-equal? a b)
  (if (eq? a b)
      true
      (if (mal-sequential? a)
          (if (mal-sequential? b) (chains-equal? (chain-of a) (chain-of b)) false)
          (if (mal-map? a)
              (if (mal-map? b) (maps-equal? a b) false)
              (atoms-equal? a b)))))

;; Of what has no parts: strings by their characters, numbers by their values.
(defn (atoms-equal? a b)
  (if (string? a)
      (if (string? b) (string=? a b) false)
      (eqv? a b)))

(defn (chains-equal? a b)
  (if (null? a)
      (null? b)
      (if (null? b)
          false
          (if (mal-equal? (car a) (car b)) (chains-equal? (cdr a) (cdr b)) false))))

;;; ------------------------------------------------------------------ metadata

;;# Functions, errors, metadata
;;: (meta x) -- Its metadata, nil if it has none.
;;> (meta [1]) => nil
(defn (mal-meta x)
  (if (procedure? x)
      (if (wrapper? x) (cdr (car (cdr (procedure-environment x)))) nil)
      (if (<= 0 (class-of x) 2) (vector-ref x 1) nil)))

;; A function's metadata are in the environment of a function around it. It is the only one whose
;; innermost variable is %target.
(defn (wrap-function %metadata %target)
  (lambda arguments (%apply %target arguments)))

(defn (wrapper? f)
  (if (pair? (procedure-environment f))
      (eq? (car (car (procedure-environment f))) '%target)
      false))

(defn (unwrapped f)
  (if (wrapper? f) (cdr (car (procedure-environment f))) f))

;;: (with-meta x y) -- The list, vector, map or function with y as its metadata.
;;> (meta (with-meta [1] "m")) => "m"
(defn (mal-with-meta x metadata)
  (if (pair? x)
      (vector 0 metadata x)
      (if (procedure? x)
          (wrap-function metadata (unwrapped x))
          (if (<= 0 (class-of x) 2)
              (vector-with x 1 metadata)
              (throw "with-meta: not a collection or a function")))))
