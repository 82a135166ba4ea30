;; The reader: from text to mal's data.
;;
;; The text and the place in it are global, so that what reads a form returns the form. Nothing but
;; the reader runs while one is read.

(define %text "")
(define %at 0)
(define %end 0)

;; The truth values are in the symbol table as they are; of nil, `value-named` sees to it.
(%for-each (lambda (x) (%enter-symbol %symbols x)) (%list true false))
(define %nil-symbol (%intern "nil"))

;; What a byte is: -1 a digit, 0 another part of a name, 1 blank, 2 a delimiter.
(define %kinds (make-vector 256 0))

(define (%set-kinds kind list)
  (%for-each (lambda (c) (vector-set! %kinds (char->integer c) kind)) list))

(%set-kinds -1 '(#\0 #\1 #\2 #\3 #\4 #\5 #\6 #\7 #\8 #\9))
(%set-kinds 1 '(#\space #\tab #\newline #\return #\,))
(%set-kinds 2 '(#\( #\) #\[ #\] #\{ #\} #\" #\' #\` #\;))

(defn (code-at index) (char->integer (string-ref %text index)))
(defn (kind-at index) (vector-ref %kinds (char->integer (string-ref %text index))))

(defn (begin-text text at)
  (set! %text text)
  (set! %at at)
  (set! %end (string-length text)))

;; Applies f to every form of the text from index `at` on. What f does may read another text.
(defn (for-each-form f text at)
  (begin-text text at)
  (if (more?)
      (let ((x (read-next)))
        (let ((next %at))
          (funcall f x)
          (for-each-form f text next)))
      nil))

;; Past blanks and comments. Is there anything more?
(defn (more?)
  (if (= %at %end) false (more-of? (kind-at %at))))

(defn (more-of? kind)
  (if (< kind 1)
      true
      (if (= kind 1)
          (begin (set! %at (+ %at 1)) (more?))
          (if (= (code-at %at) 59)
              (begin (set! %at (end-of-line %at)) (more?))
              true))))

(defn (end-of-line index)
  (if (= index %end) index (if (= (code-at index) 10) index (end-of-line (+ index 1)))))

;; The next form. There is one: `more?` has said so.
(defn (read-next)
  (if (< (kind-at %at) 1)
      (read-name (code-at %at))
      (begin
        (set! %at (+ %at 1))
        (read-delimited (code-at (- %at 1))))))

(defn (read-form) (if (more?) (read-next) (throw "unexpected EOF")))

(defn (read-delimited code)
  (case code
    ((40) (list-of (read-until 41 ")" nil)))
    ((91) (vector-of (read-until 93 "]" nil)))
    ((123) (map-with-all %no-entries (read-until 125 "}" nil)))
    ((34) (read-string-from %at))
    ((39) (read-quoted %quote-symbol))
    ((96) (read-quoted %quasiquote-symbol))
    (else (throw (string-append "unexpected '" (string (integer->char code)) "'")))))

;; Forms up to a closing bracket.
(defn (read-until code bracket done)
  (if (more?)
      (if (= (code-at %at) code)
          (begin (set! %at (+ %at 1)) (%reverse done))
          (read-until code bracket (cons (read-next) done)))
      (throw (string-append "expected '" bracket "', got EOF"))))

(defn (read-quoted symbol) (%list symbol (read-form)))

;;; ------------------------------------------------------------------ names and numbers

;; `~`, `@` and `^` are delimiters only where a form begins.
(defn (read-name code)
  (case code
    ((126) (set! %at (+ %at 1))
           (if (if (= %at %end) false (= (code-at %at) 64))
               (begin (set! %at (+ %at 1)) (read-quoted %splice-unquote-symbol))
               (read-quoted %unquote-symbol)))
    ((64) (set! %at (+ %at 1)) (read-quoted %deref-symbol))
    ((94) (set! %at (+ %at 1)) (read-metadata (read-form)))
    (else (read-token %at code))))

(defn (read-metadata metadata) (%list %with-meta-symbol (read-form) metadata))

(defn (digit-at? index) (if (= index %end) false (< (kind-at index) 0)))

(defn (read-token from code)
  (if (digit-at? from)
      (read-number from from - 0)
      (if (if (= code 45) (digit-at? (+ from 1)) false)
          (read-number from (+ from 1) + 0)
          (read-symbol from from 0))))

;; The negative of a number has room for the least one. A name may begin like a number.
(defn (read-number from index sign n)
  (if (digit-at? index)
      (read-number from (+ index 1) sign (- (* n 10) (- (code-at index) 48)))
      (if (if (= index %end) true (< 0 (kind-at index)))
          (begin (set! %at index) (funcall sign n))
          (read-fraction from from))))

;; What begins like an integer is a number such as 1.5, 1/2, 1e3, or a name.
(defn (read-fraction from index)
  (if (if (= index %end) true (< 0 (kind-at index)))
      (let ((text (substring %text from index)))
        (let ((number (if (%numeric? text) (string->number text) false)))
          (if number
              (begin (set! %at index) number)
              (read-symbol from from 0))))
      (read-fraction from (+ index 1))))

(defn (read-symbol from index hash)
  (if (if (= index %end) true (< 0 (kind-at index)))
      (begin
        (set! %at index)
        (value-named (%intern-part %text from index hash)))
      (read-symbol from (+ index 1) (%hash-step hash (code-at index)))))

;; A program that names DEBUG-EVAL wants to be traced: see compile.lisp.
(defn (value-named symbol)
  (if (eq? symbol %debug-eval) (set! %tracing? true))
  (if (eq? symbol %nil-symbol) nil symbol))

(define %debug-eval (%intern "DEBUG-EVAL"))
(define %tracing? false)

;;; ------------------------------------------------------------------ strings

;; Counts the characters first. `%at` is behind the opening quote.
(defn (read-string-from from)
  (read-characters (make-string (count-characters from 0) #\space) 0))

(defn (count-characters index n)
  (if (= index %end)
      (throw "expected '\"', got EOF")
      (case (code-at index)
        ((34) n)
        ((92) (if (= (+ index 1) %end)
                  (throw "expected '\"', got EOF")
                  (count-characters (+ index 2) (+ n 1))))
        (else (count-characters (+ index 1) (+ n 1))))))

(defn (read-characters to index)
  (if (= index (string-length to))
      (begin (set! %at (+ %at 1)) to)
      (begin
        (string-set! to index
                     (if (= (code-at %at) 92) (escaped-character) (string-ref %text %at)))
        (set! %at (+ %at 1))
        (read-characters to (+ index 1)))))

;; Past a backslash.
(defn (escaped-character)
  (set! %at (+ %at 1))
  (if (= (code-at %at) 110) #\newline (string-ref %text %at)))

;;; ------------------------------------------------------------------ what forms are made of

(define %quote-symbol (%intern "quote"))
(define %quasiquote-symbol (%intern "quasiquote"))
(define %unquote-symbol (%intern "unquote"))
(define %splice-unquote-symbol (%intern "splice-unquote"))
(define %deref-symbol (%intern "deref"))
(define %with-meta-symbol (%intern "with-meta"))
