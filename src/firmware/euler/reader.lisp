;; The reader: from text to data.
;;
;; The text and the place in it are global, so that what reads a datum returns it. Nothing but the reader runs while
;; one is read. Of a program, every list that is not empty is a *form*: a VECTOR of the list and the
;; index where it begins. So the compiler can tell where an expression stands. What is read as data has plain lists.

(define %text "")
(define %at 0)
(define %end 0)
;; Are lists to be forms?
(define %forms? false)
;; Where what is wrong with a program begins; NIL while it runs.
(define %error-at nil)

;; What a byte is: -1 a digit, 0 the beginning of an identifier, 1 what only goes on with one, 2 blank, 3 a
;; delimiter, 4 another.
(define %kinds (make-vector 256 4))

(define (%set-kinds kind text)
  (%for-each (lambda (c) (vector-set! %kinds (char->integer c) kind)) (string->list text)))

(%set-kinds 0 "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!$%*/:<=>?^_~&")
(%set-kinds 1 "+-.@")
(%set-kinds -1 "0123456789")
(%set-kinds 2 " \t\n\r")
(%set-kinds 3 "()[]\";")

(defn (code-at index) (char->integer (string-ref %text index)))
(defn (kind-at index) (vector-ref %kinds (char->integer (string-ref %text index))))

(defn (begin-text text at)
  (set! %text text)
  (set! %at at)
  (set! %end (string-length text)))

;; Throws what is wrong with a text, from an index on.
(defn (misread index message)
  (if %forms? (set! %error-at index) nil)
  (throw message))

;; Past blanks and comments. Is there anything more?
(defn (more?)
  (if (= %at %end)
      false
      (if (= (kind-at %at) 2)
          (begin (set! %at (+ %at 1)) (more?))
          (if (= (code-at %at) 59)
              (begin (set! %at (end-of-line %at)) (more?))
              true))))

(defn (end-of-line index)
  (if (= index %end) index (if (= (code-at index) 10) index (end-of-line (+ index 1)))))

;; All data of the text, with the index of each: ((index . datum) ...).
(defn (read-all done)
  (if (more?)
      (let ((at %at)) (read-all (cons (cons at (read-next)) done)))
      (%reverse done)))

;; The next datum. There is one: `more?` has said so.
(defn (read-next)
  (let ((at %at) (code (code-at %at)) (kind (kind-at %at)))
    (if (= kind 0)
        (if (= code 38) (read-ampersand at) (read-identifier at))
        (if (= kind -1)
            (read-number at)
            (begin
              (set! %at (+ at 1))
              (read-special at code))))))

(defn (read-datum at)
  (if (more?) (read-next) (misread at "unexpected end of the text: a datum is missing")))

(defn (read-special at code)
  (case code
    ((40) (form (read-list at 41 nil) at))
    ((91) (form (read-list at 93 nil) at))
    ((34) (read-string at))
    ((39) (quoted-form (read-datum at) at))
    ((96) (form (%list (%intern "quasiquote") (read-datum at)) at))
    ((44) (read-unquote at))
    ((35) (read-hash at))
    ((43 45) (read-sign at))
    ((46) (read-dots at))
    ((41 93) (misread at "unexpected closing bracket"))
    ((123 125) (misread at "curly brackets are not supported"))
    (else (misread at "unknown token"))))

;; The empty list is one with a quote, too, wherever it stands.
(defn (quoted-form x at) (if (null? x) nil (form (%list (%intern "quote") x) at)))

;; A list that begins at that index.
(defn (form x at) (if %forms? (if (pair? x) (vector x at) x) x))

;; Is the index at the end of a token?
(defn (ends? index) (if (= index %end) true (<= 2 (kind-at index) 3)))
(defn (next-is? code) (if (= %at %end) false (= (code-at %at) code)))

(defn (read-unquote at)
  (if (next-is? 64)
      (begin
        (set! %at (+ %at 1))
        (form (%list (%intern "unquote-splicing") (read-datum at)) at))
      (form (%list (%intern "unquote") (read-datum at)) at)))

;;; ------------------------------------------------------------------ lists

;; Data up to the closing bracket, after those in `done`, last first.
(defn (read-list at close done)
  (if (more?)
      (if (= (code-at %at) close)
          (begin (set! %at (+ %at 1)) (%reverse done))
          (if (dot?)
              (begin (set! %at (+ %at 1)) (read-end at close done))
              (read-list at close (cons (read-next) done))))
      (misread at "unexpected end of the text: a list is not closed")))

(defn (dot?) (if (= (code-at %at) 46) (ends? (+ %at 1)) false))

;; The datum behind the dot, and the closing bracket. A list there is a part of this one.
(defn (read-end at close done)
  (if (null? done) (misread at "a dot must be behind a datum") nil)
  (let ((last (un (read-datum at))))
    (if (if (more?) (= (code-at %at) close) false)
        (begin (set! %at (+ %at 1)) (%reverse-onto done last))
        (misread at "one datum and a closing bracket must be behind a dot"))))

;; The list of a form; any other datum itself.
(defn (un x) (if (form? x) (vector-ref x 0) x))
(defn (form? x) (if (vector? x) (= (vector-length x) 2) false))

;; The datum with plain lists.
(defn (plain x)
  (if (form? x)
      (plain (vector-ref x 0))
      (if (pair? x) (plain-list x nil) (if (symbol? x) (root x) x))))

(defn (plain-list x done)
  (if (pair? x)
      (plain-list (un (cdr x)) (cons (plain (car x)) done))
      (%reverse-onto done (plain x))))

;; &( ... ): a function with the parameters &1, &2 ... up to the greatest in it.
(defn (read-ampersand at)
  (if (= (+ at 1) %end)
      (read-identifier at)
      (case (code-at (+ at 1))
        ((40) (set! %at (+ at 2)) (short-function at (read-list at 41 nil)))
        ((91) (set! %at (+ at 2)) (short-function at (read-list at 93 nil)))
        (else (read-identifier at)))))

(defn (short-function at body)
  (form (%list (%intern "fn") (holes (greatest-hole body 0) nil) (form body at)) at))

(defn (holes n done)
  (if (= n 0)
      done
      (holes (- n 1) (cons (%intern (string-append "&" (number->string n))) done))))

(defn (greatest-hole x n)
  (if (form? x)
      (greatest-hole (vector-ref x 0) n)
      (if (pair? x)
          (greatest-hole (cdr x) (greatest-hole (car x) n))
          (if (symbol? x) (max n (hole-of (symbol-name x))) n))))

(defn (hole-of name)
  (if (if (%at? name 0 #\&) (%digits? name 1) false)
      (string->number (substring name 1 (string-length name)))
      0))

;;; ------------------------------------------------------------------ identifiers

(defn (read-identifier from)
  (set! %at (end-of-identifier from 0 from))
  %symbol)

(define %symbol nil)

(defn (end-of-identifier index hash from)
  (if (ends? index)
      (begin (set! %symbol (%intern-part %text from index hash)) index)
      (if (< 1 (kind-at index))
          (misread from "unknown character in an identifier")
          (end-of-identifier (+ index 1) (%hash-step hash (code-at index)) from))))

(defn (read-sign at)
  (if (ends? %at)
      (read-identifier-from at)
      (if (= (kind-at %at) -1)
          (read-number at)
          (misread at "unknown token: a sign must be before a digit, or alone"))))

(defn (read-identifier-from at) (%intern (string (string-ref %text at))))

(defn (read-dots at)
  (if (if (< (+ at 2) %end)
          (if (= (code-at (+ at 1)) 46) (if (= (code-at (+ at 2)) 46) (ends? (+ at 3)) false) false)
          false)
      (begin (set! %at (+ at 3)) (%intern "..."))
      (misread at "unknown token: a dot")))

;;; ------------------------------------------------------------------ numbers

;; The index where a token ends.
(defn (end-of-token index) (if (ends? index) index (end-of-token (+ index 1))))

;; Short ones are computed on the way.
(defn (read-number at)
  (let ((start (if (= (kind-at at) -1) at (+ at 1))))
    (let ((end (end-of-digits start)))
      (if (if (ends? end) (< (- end start) 18) false)
          (begin
            (set! %at end)
            (if (= (code-at at) 45) (- (digits-from start end 0)) (digits-from start end 0)))
          (begin
            (set! %at (end-of-token end))
            (number-of at (without-underscores at %at nil)))))))

(defn (end-of-digits index)
  (if (= index %end) index (if (= (kind-at index) -1) (end-of-digits (+ index 1)) index)))

(defn (digits-from index end n)
  (if (= index end) n (digits-from (+ index 1) end (+ (* n 10) (- (code-at index) 48)))))

(defn (without-underscores index end done)
  (if (= index end)
      (string-of-list (%reverse done))
      (without-underscores (+ index 1) end
                           (if (= (code-at index) 95) done (cons (string-ref %text index) done)))))

(defn (number-of at text)
  (let ((n (if (all-in? text 0 "0123456789.eE+-") (string->number text) false)))
    (if n n (misread at "malformed number"))))

(defn (all-in? text index set)
  (if (= index (string-length text))
      true
      (if (< (%index-of (string-ref text index) set 0) (string-length set))
          (all-in? text (+ index 1) set)
          false)))

;;; ------------------------------------------------------------------ behind a #

(defn (read-hash at)
  (if (= %at %end) (misread at "unknown token: #") nil)
  (let ((code (code-at %at)))
    (set! %at (+ %at 1))
    (case code
      ((116) (truth at true))
      ((102) (truth at false))
      ((40) (read-vector at 41))
      ((91) (read-vector at 93))
      ((92) (read-character at))
      ((98) (read-prefixed at 2))
      ((111) (read-prefixed at 8))
      ((100) (read-prefixed at 10))
      ((120) (read-prefixed at 16))
      (else (misread at "unknown token: #")))))

(defn (truth at x) (if (ends? %at) x (misread at "unknown token: #t and #f are alone")))

;; Elements are data.
(defn (read-vector at close) (vector-of-list (plain-elements at (read-list at close nil))))

(defn (plain-elements at x)
  (if (list? x) (plain x) (misread at "a vector has no dot in it")))

(defn (read-prefixed at radix)
  (let ((end (end-of-token %at)))
    (let ((text (without-underscores %at end nil)))
      (let ((n (if (all-in? text 0 "0123456789abcdefABCDEF+-") (string->number text radix) false)))
        (set! %at end)
        (if (if n (exact-integer? n) false) n (misread at "malformed number"))))))

;; #\x, or a name.
(defn (read-character at)
  (if (= %at %end) (misread at "unexpected end of the text: a character is missing") nil)
  (let ((c (string-ref %text %at)))
    (if (< 127 (char->integer c)) (misread at "a character is one of ASCII") nil)
    (set! %at (+ %at 1))
    (case c
      ((#\s) (named-character at c "space" #\space))
      ((#\n) (named-character at c "newline" #\newline))
      ((#\t) (named-character at c "tab" #\tab))
      (else c))))

;; The letter alone, or the name that begins with it.
(defn (named-character at c name meaning)
  (if (ends? %at)
      c
      (let ((end (+ (- %at 1) (string-length name))))
        (if (if (<= end %end) (%name-at? name %text (- %at 1) 0 (string-length name)) false)
            (if (ends? end) (begin (set! %at end) meaning) (misread at "unknown name of a character"))
            (misread at "unknown name of a character")))))

;;; ------------------------------------------------------------------ strings

;; `%at` is behind the opening quote.
(defn (read-string at)
  (let ((end (end-of-string %at at)))
    (let ((s (part-of-string %text %at end)))
      (set! %at (+ end 1))
      (if (= (%index-of #\\ s 0) (string-length s)) s (unescaped s at)))))

(defn (end-of-string index at)
  (if (< index %end)
      (case (code-at index)
        ((34) index)
        ((92) (end-of-string (+ index 2) at))
        (else (end-of-string (+ index 1) at)))
      (misread at "unexpected end of the text: a string is not closed")))

(defn (unescaped s at) (string-of-list (unescape s 0 at nil)))

(defn (unescape s index at done)
  (if (= index (string-length s))
      (%reverse done)
      (if (eq? (string-ref s index) #\\)
          (unescape s (+ index 2) at (cons (escaped (string-ref s (+ index 1)) at) done))
          (unescape s (+ index 1) at (cons (string-ref s index) done)))))

(defn (escaped c at)
  (case c
    ((#\n) #\newline)
    ((#\r) #\return)
    ((#\t) #\tab)
    ((#\" #\\) c)
    (else (misread at "unknown escape in a string"))))
