;; The functions of mal, as far as they are not the hardware's or the core library's as they stand.

;;; ------------------------------------------------------------------ text

;;# Text
;;: (pr-str x ...) -- The values as the reader reads them, in a string, with blanks between.
;;> (pr-str 1 "a") => "1 \"a\""
(defn (mal-pr-str . all) (text-of (put-between all true " " nil)))
;;: (str x ...) -- The values for people, one after the other.
;;> (str 1 "a") => "1a"
(defn (mal-str . all) (text-of (put-between all false "" nil)))
;;: (prn x ...) -- Writes them as `pr-str` has them; nil.
(defn (mal-prn . all) (say (put-between all true " " nil)))
;;: (println x ...) -- Writes them for people, with blanks between; nil.
(defn (mal-println . all) (say (put-between all false " " nil)))

;; The first form; nil if there is none.
;;: (read-string s) -- The first form of a text, nil if there is none.
;;> (read-string "(1 2)") => (1 2)
(defn (mal-read-string text)
  (begin-text text 0)
  (if (more?) (read-next) nil))

;;; ------------------------------------------------------------------ numbers

;; The quotient of integers is one: it is truncated.
;;# Numbers
;;: (/ x y) -- The quotient: truncated of two integers.
;;> (/ 17 5) => 3
(defn (mal-divide x y)
  (if (if (exact-integer? x) (exact-integer? y) false) (quotient x y) (/ x y)))

;;; ------------------------------------------------------------------ sequences

;;# Lists and vectors
;;: (list x ...) -- A list.
;;> (list 1 2 3) => (1 2 3)
(defn (mal-list . all) (list-of all))
;;: (vector x ...) -- A vector.
;;> (vector 1 2 3) => [1 2 3]
(defn (mal-vector . all) (vector-of all))
;;: (vec x) -- A vector of the elements.
;;> (vec (list 1 2)) => [1 2]
(defn (mal-vec x) (if (mal-vector? x) x (vector-of (chain-of x))))
;;: (cons x list) -- A list with x in front.
;;> (cons 1 [2 3]) => (1 2 3)
(defn (mal-cons x y) (cons x (chain-of y)))

;;: (concat list ...) -- One list of all elements.
;;> (concat (list 1) [2 3]) => (1 2 3)
(defn (mal-concat . all)
  (if (null? all) %empty (list-of (%append-chains (%reverse (%map chain-of all))))))

;; The chains, last first; the last becomes the tail as it is.
(defn (%append-chains chains) (%append (cdr chains) (car chains)))

;;: (count x) -- How many elements it has; of nil 0, of a string its bytes.
;;> (count (list 1 2 3)) => 3
(defn (mal-count x)
  (if (mal-vector? x)
      (- (vector-length x) 2)
      (if (mal-map? x)
          (map-count x)
          (if (string? x) (string-length x) (%length (chain-of x))))))

;;: (empty? x) -- Has it none?
;;> (empty? []) => true
(defn (mal-empty? x) (= (mal-count x) 0))

;;: (nth x n) -- The element at an index, from 0 on.
;;> (nth [1 2 3] 1) => 2
(defn (mal-nth x n)
  (if (if (< n 0) true (<= (mal-count x) n))
      (throw "nth: index out of range")
      (if (mal-vector? x) (vector-ref x (+ n 2)) (list-ref (chain-of x) n))))

;;: (first x) -- The first element, nil if there is none.
;;> (first [1 2]) => 1
(defn (mal-first x)
  (if (pair? x)
      (car x)
      (let ((chain (chain-of x))) (if (null? chain) nil (car chain)))))

;;: (rest x) -- A list of the others.
;;> (rest [1 2 3]) => (2 3)
(defn (mal-rest x)
  (let ((chain (chain-of x))) (if (null? chain) %empty (list-of (cdr chain)))))

;; The FUNCTION to be applied. A macro's is applied as it stands: nothing is evaluated again.
(defn (function-of f) (if (mal-macro? f) (vector-ref f 1) f))

;;: (map f x) -- A list of the values of f.
;;> (map (fn* (x) (* x x)) [1 2 3]) => (1 4 9)
(defn (mal-map f x) (list-of (%map-onto (function-of f) (chain-of x) nil)))

;; The elements of the last operand are the last operands.
;;: (apply f x ...) -- Applies f to operands, the last of which is a list or vector of the others.
;;> (apply + 1 [2 3]) => 6
(defn (mal-apply f . operands) (%apply (function-of f) (spread operands)))

(defn (spread operands)
  (if (null? (cdr operands))
      (chain-of (car operands))
      (cons (car operands) (spread (cdr operands)))))

;;: (conj x y ...) -- The list with elements in front of it, the last one first; the vector with elements behind it.
;;> (conj [1] 2 3) => [1 2 3]
(defn (mal-conj x . all)
  (if (mal-vector? x)
      (with-metadata-of x (vector-of (%append2 (chain-of x) all)))
      (with-metadata-of x (list-of (%reverse-onto all (chain-of x))))))

(defn (with-metadata-of x new)
  (if (mal-meta x) (mal-with-meta new (mal-meta x)) new))

;;: (seq x) -- The elements of a list, a vector, or a string (as strings of one character) as a list; nil if there
;;:   are none.
;;> (seq "ab") => ("a" "b")
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

;;# Maps
;;: (hash-map [key x] ...) -- A map.
;;> (hash-map "a" 1) => {"a" 1}
(defn (mal-hash-map . all) (map-with-all %no-entries all))
;;: (assoc m [key x] ...) -- The map with other entries besides, or instead.
;;> (assoc {"a" 1} "a" 2) => {"a" 2}
(defn (mal-assoc m . all) (map-with-all (check-map m) all))

;;: (dissoc m key ...) -- The map without these keys.
;;> (dissoc {"a" 1 "b" 2} "b") => {"a" 1}
(defn (mal-dissoc m . keys) (fold-left map-without (check-map m) keys))

;;: (get m key) -- The value of the key, nil if there is none.
;;> (get {"a" 1} "a") => 1
(defn (mal-get m key)
  (let ((entry (map-entry m key))) (if entry (cdr entry) nil)))

;;: (contains? m key) -- Is there such a key?
;;> (contains? {"a" nil} "a") => true
(defn (mal-contains? m key) (if (map-entry m key) true false))
;;: (keys m) -- A list of the keys, in no particular order.
;;> (keys {"a" 1}) => ("a")
(defn (mal-keys m) (list-of (%map car (map-entries m))))
;;: (vals m) -- A list of the values.
;;> (vals {"a" 1}) => (1)
(defn (mal-vals m) (list-of (%map cdr (map-entries m))))

;;; ------------------------------------------------------------------ atoms

;;# Atoms
;;: (atom x) -- A box that holds x.
;;> (atom 1) => (atom 1)
(defn (mal-make-atom x) (vector 3 x))
(defn (check-atom x) (if (mal-atom? x) x (throw "not an atom")))
;;: (deref a) -- What it holds; @a is short for it.
;;> (deref (atom 5)) => 5
(defn (mal-deref a) (vector-ref (check-atom a) 1))
;;: (reset! a x) -- Puts x into it; x.
;;> (reset! (atom 1) 2) => 2
(defn (mal-reset! a x) (vector-set! (check-atom a) 1 x))
;;: (swap! a f x ...) -- Puts into it what f gives of what it holds and the operands; that.
;;> (swap! (atom 1) + 10) => 11
(defn (mal-swap! a f . operands) (mal-reset! a (%apply (function-of f) (cons (mal-deref a) operands))))

;;; ------------------------------------------------------------------ types

;;# Equality and truth
;;: (true? x) -- Is it true?
;;> (true? 1) => false
(defn (mal-true? x) (eq? x true))
;;: (false? x) -- Is it false?
;;> (false? false) => true
(defn (mal-false? x) (eq? x false))

;;# Symbols and keywords
;;: (symbol s) -- The symbol with that name.
;;> (symbol "abc") => abc
(defn (mal-symbol name) (if (%keyword-name? name) (make-symbol name) (%intern name)))

;;: (keyword x) -- The keyword with that name; a keyword itself.
;;> (keyword "a") => :a
(defn (mal-keyword x)
  (if (mal-keyword? x) x (%intern (string-append ":" x))))

;;; ------------------------------------------------------------------ the host

;;# The host
;;: (readline s) -- A line of input, after the prompt s; nil at the end.
(defn (mal-readline prompt) (%answer 76 prompt))
;;: (slurp path) -- The text of a file.
(defn (mal-slurp path) (%answer 70 path))
;;: (time-ms) -- Milliseconds of a clock of 100 MHz.
(defn (mal-time-ms) (string->number (%answer 84 "")))
;;: (help) -- Writes what the shell has besides.
(defn (mal-help)
  (write-string
   "(load-file \"FILE\")  evaluates what is in a file
(exit), Ctrl-D      ends the shell; (exit 3) with that exit code
Ctrl-C              stops what is evaluated
"))
(defn (argument n) (%answer 65 (number->string n)))

;;; ------------------------------------------------------------------ control

;;# Equality and truth
;;: (not x) -- True for nil and false.
;;> (not nil) => true
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

;;# Symbols and keywords
;;: (gensym) -- A new symbol, which no program can have written.
;;> (symbol? (gensym)) => true
(defn (mal-gensym)
  (set! %gensyms (+ %gensyms 1))
  (make-symbol (string-append "G__" (number->string %gensyms))))
