;; A symbol table on the machine: a VECTOR of chains of symbols, by the hash of the name. In the core
;; dialect it has the symbols of the image; build.rs puts them in.

(define %symbols (make-vector 256 nil))
(define %symbol-count 0)
;; With more symbols than this the table is made larger.
(define %symbol-limit 1024)

;; A hash has 14 bits on a 16-bit machine, else 26: no step overflows.
(define %hash-mask (catch (lambda (cause culprit) 511) (- (* 2048 1024) 1)))

(defn (%hash-step hash code) (+ (* 31 (bitwise-and hash %hash-mask)) code))

(defn (%hash-part text from end hash)
  (if (= from end)
      hash
      (%hash-part text (+ from 1) end
                  (%hash-step hash (char->integer (string-ref text from))))))

(defn (%hash-string text) (%hash-part text 0 (string-length text) 0))

;; Does the name stand in the text from index `from` on?
(defn (%name-at? name text from index end)
  (if (= index end)
      true
      (if (eq? (string-ref name index) (string-ref text (+ from index)))
          (%name-at? name text from (+ index 1) end)
          false)))

;; The part of a chain that begins with the symbol of that name, else nil: the symbol may be `false`.
(defn (%named chain text from length)
  (if (null? chain)
      nil
      (let ((name (symbol-name (car chain))))
        (if (if (= (string-length name) length) (%name-at? name text from 0 length) false)
            chain
            (%named (cdr chain) text from length)))))

;; The symbol whose name is text[from, end), with this hash. A name that begins with a colon is a
;; keyword's.
(defn (%intern-part text from end hash)
  (let ((index (remainder hash (vector-length %symbols))))
    (let ((found (%named (vector-ref %symbols index) text from (- end from))))
      (if found (car found) (%add-symbol (substring text from end) index)))))

(defn (%intern name) (%intern-part name 0 (string-length name) (%hash-string name)))

(defn (%keyword-name? name)
  (if (> (string-length name) 1) (eq? (string-ref name 0) #\:) false))

;; The symbols that have been made since a shell has asked for a form, last first.
(define %fresh nil)

(defn (%add-symbol name index)
  (let ((symbol (make-symbol name (%keyword-name? name))))
    (%chain-symbol %symbols symbol index)
    (set! %fresh (cons symbol %fresh))
    (set! %symbol-count (+ %symbol-count 1))
    (if (> %symbol-count %symbol-limit) (%grow-symbols) nil)
    symbol))

(defn (%chain-symbol table symbol index)
  (vector-set! table index (cons symbol (vector-ref table index))))

(defn (%symbol-index table symbol)
  (remainder (%hash-string (symbol-name symbol)) (vector-length table)))

(defn (%enter-symbol table symbol)
  (%chain-symbol table symbol (%symbol-index table symbol)))

;; A fault in the middle leaves the old table as it was, for four times as many symbols. The image's table is never
;; collected, and neither are symbols that it still holds.
(defn (%grow-symbols)
  (set! %symbol-limit (* 4 %symbol-limit))
  (let ((larger (make-vector (* 4 (vector-length %symbols)) nil)) (old %symbols))
    (%for-each (lambda (chain) (%for-each (lambda (symbol) (%enter-symbol larger symbol)) chain))
               (%elements vector-ref %symbols (vector-length %symbols) nil))
    (set! %symbols larger)
    (vector-fill! old nil)))

;;; ------------------------------------------------------------------ symbols that are given up

;; Takes the fresh symbols that have neither value nor function out of the table; how many.
(defn (%forget-fresh) (%forget %fresh 0))

(defn (%forget symbols n)
  (set! %fresh symbols)
  (if (null? symbols)
      n
      (if (%means-nothing? (car symbols))
          (begin (%unlink (car symbols)) (%forget (cdr symbols) (+ n 1)))
          (%forget (cdr symbols) n))))

(defn (%means-nothing? symbol)
  (if (symbol-function symbol)
      false
      (if (symbol? symbol)
          (catch (lambda (cause culprit) (= cause 1)) (symbol-value symbol) false)
          true)))

(defn (%unlink symbol)
  (let ((index (%symbol-index %symbols symbol)))
    (let ((chain (vector-ref %symbols index)))
      (if (eq? (car chain) symbol)
          (vector-set! %symbols index (cdr chain))
          (%unlink-after symbol chain))
      (set! %symbol-count (- %symbol-count 1)))))

(defn (%unlink-after symbol chain)
  (if (null? (cdr chain))
      nil
      (if (eq? (cadr chain) symbol)
          (set-cdr! chain (cddr chain))
          (%unlink-after symbol (cdr chain)))))
