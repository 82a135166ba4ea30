;; The functions of mal, as far as they are not the hardware's or the core library's as they stand.

;;; ------------------------------------------------------------------ text

(defn (mal-pr-str . all) (text-of (put-between all true " " nil)))
(defn (mal-str . all) (text-of (put-between all false "" nil)))
(defn (mal-prn . all) (say (put-between all true " " nil)))
(defn (mal-println . all) (say (put-between all false " " nil)))

;; The first form; nil if there is none.
(defn (mal-read-string text)
  (begin-text text 0)
  (if (more?) (read-next) nil))

;;; ------------------------------------------------------------------ numbers

;; The quotient of integers is one: it is truncated.
(defn (mal-divide x y)
  (if (if (exact-integer? x) (exact-integer? y) false) (quotient x y) (/ x y)))

;;; ------------------------------------------------------------------ sequences

(defn (mal-list . all) (list-of all))
(defn (mal-vector . all) (vector-of all))
(defn (mal-vec x) (if (mal-vector? x) x (vector-of (chain-of x))))
(defn (mal-cons x y) (cons x (chain-of y)))

(defn (mal-concat . all)
  (if (null? all) %empty (list-of (%append-chains (%reverse (%map chain-of all))))))

;; The chains, last first; the last becomes the tail as it is.
(defn (%append-chains chains) (%append (cdr chains) (car chains)))

(defn (mal-count x)
  (if (mal-vector? x)
      (- (vector-length x) 2)
      (if (mal-map? x)
          (map-count x)
          (if (string? x) (string-length x) (%length (chain-of x))))))

(defn (mal-empty? x) (= (mal-count x) 0))

(defn (mal-nth x n)
  (if (if (< n 0) true (<= (mal-count x) n))
      (throw "nth: index out of range")
      (if (mal-vector? x) (vector-ref x (+ n 2)) (list-ref (chain-of x) n))))

(defn (mal-first x)
  (if (pair? x)
      (car x)
      (let ((chain (chain-of x))) (if (null? chain) nil (car chain)))))

(defn (mal-rest x)
  (let ((chain (chain-of x))) (if (null? chain) %empty (list-of (cdr chain)))))

;; The FUNCTION to be applied. A macro's is applied as it stands: nothing is evaluated again.
(defn (function-of f) (if (mal-macro? f) (vector-ref f 1) f))

(defn (mal-map f x) (list-of (%map-onto (function-of f) (chain-of x) nil)))

;; The elements of the last operand are the last operands.
(defn (mal-apply f . operands) (%apply (function-of f) (spread operands)))

(defn (spread operands)
  (if (null? (cdr operands))
      (chain-of (car operands))
      (cons (car operands) (spread (cdr operands)))))

(defn (mal-conj x . all)
  (if (mal-vector? x)
      (with-metadata-of x (vector-of (%append2 (chain-of x) all)))
      (with-metadata-of x (list-of (%reverse-onto all (chain-of x))))))

(defn (with-metadata-of x new)
  (if (mal-meta x) (mal-with-meta new (mal-meta x)) new))

(defn (mal-seq x)
  (if (string? x)
      (characters x (string-length x) nil)
      (chain-of x)))

;; The characters as strings. A byte above 127 that begins with binary 10 belongs to the one before.
(defn (characters s end done)
  (if (= end 0)
      done
      (let ((start (character-start s (- end 1))))
        (characters s start (cons (substring s start end) done)))))

(defn (character-start s index)
  (if (= index 0)
      0
      (if (= (bitwise-and (char->integer (string-ref s index)) 192) 128)
          (character-start s (- index 1))
          index)))

;;; ------------------------------------------------------------------ maps

(defn (mal-hash-map . all) (map-with-all %no-entries all))
(defn (mal-assoc m . all) (map-with-all (check-map m) all))

(defn (mal-dissoc m . keys) (fold-left map-without (check-map m) keys))

(defn (mal-get m key)
  (let ((entry (map-entry m key))) (if entry (cdr entry) nil)))

(defn (mal-contains? m key) (if (map-entry m key) true false))
(defn (mal-keys m) (list-of (%map car (map-entries m))))
(defn (mal-vals m) (list-of (%map cdr (map-entries m))))

;;; ------------------------------------------------------------------ atoms

(defn (mal-make-atom x) (vector 3 x))
(defn (check-atom x) (if (mal-atom? x) x (throw "not an atom")))
(defn (mal-deref a) (vector-ref (check-atom a) 1))
(defn (mal-reset! a x) (vector-set! (check-atom a) 1 x))
(defn (mal-swap! a f . operands) (mal-reset! a (%apply (function-of f) (cons (mal-deref a) operands))))

;;; ------------------------------------------------------------------ types

(defn (mal-true? x) (eq? x true))
(defn (mal-false? x) (eq? x false))

(defn (mal-symbol name) (if (%keyword-name? name) (make-symbol name) (%intern name)))

(defn (mal-keyword x)
  (if (mal-keyword? x) x (%intern (string-append ":" x))))

;;; ------------------------------------------------------------------ the host

(defn (mal-readline prompt) (%answer 76 prompt))
(defn (mal-slurp path) (%answer 70 path))
(defn (mal-time-ms) (string->number (%answer 84 "")))
(defn (mal-help)
  (write-string
   "(load-file \"FILE\")  evaluates what is in a file
(exit), Ctrl-D      ends the shell; (exit 3) with that exit code
Ctrl-C              stops what is evaluated
"))
(defn (argument n) (%answer 65 (number->string n)))

;;; ------------------------------------------------------------------ control

(defn (mal-not x) (if x false true))

;; (cond test value ...) as nested ifs. The `cond` in an expansion is one that a program cannot define.
(define %cond (make-symbol "cond"))

(defn (cond-macro . clauses)
  (if (null? clauses)
      nil
      (if (null? (cdr clauses))
          (throw "odd number of forms to cond")
          (%list (%intern "if") (car clauses) (cadr clauses)
                 (cons %cond (cddr clauses))))))

(define %gensyms 0)

(defn (mal-gensym)
  (set! %gensyms (+ %gensyms 1))
  (make-symbol (string-append "G__" (number->string %gensyms))))
