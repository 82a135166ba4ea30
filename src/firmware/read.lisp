;; The core dialect's reader on the machine. It reads what the reader on the host does, but for numbers on a
;; machine with words of 16 bits: there integers that are no immediates are the trap Overflow, and all other
;; numbers, and prefixes but those of a radix, an error. Both read the cases of tests/reading.cases.
;;
;; The text and the place in it are global, so that what reads a datum returns the datum. A text that
;; ends inside a datum is the exception :incomplete.

(define %text "")
(define %at 0)

(defn (%code) (char->integer (string-ref %text %at)))
(defn (%end?) (= %at (string-length %text)))
(defn (%skip n) (set! %at (+ %at n)))
(defn (%next) ((lambda (code) (%skip 1) code) (%code)))

(defn (%is? code) (if (%end?) false (= (%code) code)))

;; Is the code in a list of codes?
(defn (%in? code codes)
  (if (null? codes) false (if (= code (car codes)) true (%in? code (cdr codes)))))

(defn (%delimiter?)
  (if (%end?) true (if (<= (%code) 32) true (%in? (%code) %delimiters))))

(defn (%begin-text text at)
  (set! %text text)
  (set! %at at))

;; Past blanks and comments. Is there anything more?
(defn (%more?)
  (if (%end?)
      false
      (if (<= (%code) 32)
          (begin (%skip 1) (%more?))
          (if (= (%code) 59)
              (begin (%skip-line) (%more?))
              (if (= (%code) 35) (%hash-more?) true)))))

(defn (%skip-line) (if (if (%end?) true (= (%code) 10)) nil (begin (%skip 1) (%skip-line))))

;; #| comment |# and #; datum are blanks.
(defn (%hash-more?)
  (%skip 1)
  (if (%is? 124)
      (begin (%skip 1) (%skip-block 1) (%more?))
      (if (%is? 59)
          (begin (%skip 1) (%read-datum) (%more?))
          (begin (%skip -1) true))))

(defn (%skip-block depth)
  (if (= depth 0)
      nil
      (if (%end?)
          (throw :incomplete)
          ((lambda (code)
             (if (if (= code 124) (%is? 35) false)
                 (begin (%skip 1) (%skip-block (- depth 1)))
                 (if (if (= code 35) (%is? 124) false)
                     (begin (%skip 1) (%skip-block (+ depth 1)))
                     (%skip-block depth))))
           (%next)))))

;; The next datum.
(defn (%read-datum)
  (if (%more?) (%read-by (%code)) (throw :incomplete)))

(defn (%read-by code)
  (if (%in? code %delimiters)
      (begin (%skip 1) (%read-delimited code))
      (begin
        (%skip 1)
        (if (= code 35)
            (%read-hash)
            (if (= code 124)
                (%intern (%read-barred))
                (if (if (= code 58) (%is? 124) false)
                    (begin (%skip 1) (%intern (string-append ":" (%read-barred))))
                    (%read-token (- %at 1))))))))

(defn (%read-delimited code)
  (case code
    ((40) (%read-list 41 true nil))
    ((91) (%read-list 93 true nil))
    ((34) (%read-between 34 %at))
    ((39) (%list 'quote (%read-datum)))
    ((96) (%list 'quasiquote (%read-datum)))
    ((44) (if (%is? 64)
              (begin (%skip 1) (%list 'unquote-splicing (%read-datum)))
              (%list 'unquote (%read-datum))))
    (else (error "unexpected bracket" (integer->char code)))))

;; Elements up to the closing bracket, in `done` last first; there may be a dot.
(defn (%read-list close dotted done)
  (if (%more?)
      (if (%is? close)
          (begin (%skip 1) (%reverse done))
          (if (if dotted (%dot?) false)
              (begin (%skip 1) (%read-tail close done (%read-datum)))
              (%read-list close dotted (cons (%read-datum) done))))
      (throw :incomplete)))

;; A dot that is not the beginning of a name.
(defn (%dot?)
  (if (%is? 46)
      ((lambda (answer) (%skip -1) answer) (begin (%skip 1) (%delimiter?)))
      false))

(defn (%read-tail close done tail)
  (if (null? done)
      (error "misplaced dot")
      (if (%more?)
          (if (%is? close)
              (begin (%skip 1) (%reverse-onto done tail))
              (error "misplaced dot"))
          (throw :incomplete))))

(defn (%read-hash)
  (if (%is? 40)
      (begin (%skip 1) (list->vector (%read-list 41 false nil)))
      (if (%is? 92)
          (begin (%skip 1) (%read-char %at))
          (%read-constant (%token %at)))))

(defn (%read-constant text)
  (if (member text '("t" "true"))
      true
      (if (member text '("f" "false"))
          false
          (let ((number (if (string=? text "") false (%prefixed-number text))))
            (if number number (error "unknown syntax" (string-append "#" text)))))))

;; The number behind `#`, or false. Without floats and ratios a prefix is a radix.
(defn (%prefixed-number text)
  (if %has-floats
      (string->number (string-append "#" text))
      (let ((radix (assv (char-downcase (string-ref text 0))
                         '((#\x . 16) (#\o . 8) (#\b . 2) (#\d . 10)))))
        (if radix
            (%read-digits text (%after-sign text 1) (if (%at? text 1 #\-) - +) (cdr radix))
            false))))

;; The number whose digits begin at an index and end with the text.
(defn (%read-digits text at sign radix)
  (if (= at (string-length text))
      (error "a number without digits" text)
      (%add-digits text at sign radix 0)))

(defn (%add-digits text at sign radix n)
  (if (= at (string-length text))
      n
      (%add-digits text (+ at 1) sign radix
                   (funcall sign (* n radix)
                            (%digit text (char->integer (string-ref text at)) radix)))))

;; The value of a digit.
(defn (%digit text code radix)
  (let ((value (if (<= 48 code 57)
                   (- code 48)
                   (if (<= 97 (bitwise-or code 32) 102) (- (bitwise-or code 32) 87) radix))))
    (if (< value radix) value (error "malformed number" text))))

;; From an index up to the next delimiter.
(defn (%token from) (%skip-token) (substring %text from %at))

(defn (%skip-token) (if (%delimiter?) nil (begin (%skip 1) (%skip-token))))

;; One character, or a name of several.
(defn (%read-char from)
  (if (%end?) (throw :incomplete) nil)
  (if (%delimiter?) (%skip 1) (%skip-token))
  (let ((name (substring %text from %at)))
    (if (= (string-length name) 1)
        (string-ref name 0)
        (if (string=? name "nul") #\null (%char-named name %char-names)))))

(defn (%char-named name list)
  (if (null? list)
      (if (%at? name 0 #\x)
          (integer->char (%read-digits name 1 + 16))
          (error "unknown character" name))
      (if (string=? name (cdr (car list))) (car (car list)) (%char-named name (cdr list)))))

;; Where floats and ratios are, but one with the denominator 0 is none.
(define %not-read
  (if %has-floats "the denominator is zero:" "only integers are supported:"))

;; A number, nil, a keyword or a symbol.
(defn (%read-token from)
  (let ((text (%token from)))
    (if (%numeric? text)
        (let ((number (string->number text)))
          (if number number (error %not-read text)))
        (if (member text '("nil" "NIL"))
            nil
            (if (string=? text ".") (error "misplaced dot") (%intern text))))))

;; A name up to the closing bar.
(defn (%read-barred) (%check-name (%read-between 124 %at) 0))

(defn (%check-name name from)
  (if (= from (string-length name))
      name
      (if (= (%utf8 name from) 0)
          (error "a name must be UTF-8" name)
          (%check-name name (+ from (%utf8 name from))))))

;; The text from an index up to the closing mark. What is escaped in it is read from the beginning again,
;; with a cell for each character.
(defn (%read-between mark from)
  (if (%end?)
      (throw :incomplete)
      (let ((code (%next)))
        (if (= code mark)
            (substring %text from (- %at 1))
            (if (= code 92)
                (begin (%skip (- from %at)) (%read-escaped mark nil))
                (%read-between mark from))))))

;; Characters up to the closing mark, in `done` last first.
(defn (%read-escaped mark done)
  (if (%end?)
      (throw :incomplete)
      (let ((code (%next)))
        (if (= code mark)
            (list->string (%reverse done))
            (if (= code 92)
                (if (%end?) (throw :incomplete) (%read-escaped mark (%escaped (%next) done)))
                (%read-escaped mark (cons (integer->char code) done)))))))

;; The character that is escaped, if any, before `done`. A backslash at the end of a line joins it to
;; the next.
(defn (%escaped code done)
  (case code
    ((34 92 124) (cons (integer->char code) done))
    ((48) (cons #\null done))
    ((120) (cons (integer->char (%read-escape %at)) done))
    ((10) (%skip-indent) done)
    ((13) (if (%is? 10) (begin (%skip 1) (%skip-indent) done) (%unknown-escape code)))
    (else (cons (%escape-named (integer->char code) %escapes) done))))

(defn (%unknown-escape code) (error "unknown escape" (integer->char code)))

(defn (%escape-named letter list)
  (if (null? list)
      (%unknown-escape (char->integer letter))
      (if (eq? letter (cdr (car list))) (car (car list)) (%escape-named letter (cdr list)))))

;; Blanks, but no line's end.
(defn (%skip-indent)
  (if (if (%end?) true (if (= (%code) 10) true (< 32 (%code))))
      nil
      (begin (%skip 1) (%skip-indent))))

;; Hexadecimal digits from an index up to a semicolon.
(defn (%read-escape from)
  (if (%end?)
      (throw :incomplete)
      (if (= (%next) 59)
          (%read-digits (substring %text from (- %at 1)) 0 + 16)
          (%read-escape from))))

;;; ------------------------------------------------------------------ for programs

;;# Symbols and text
;;: (string->symbol s) -- The symbol with that name, the same for the same name.
;;> (string->symbol "abc") => abc
(define string->symbol %intern)

;; The first datum of a text.
;;# The shell
;;: (read-from-string s) -- The first datum of a text.
(define (read-from-string text)
  (%begin-text text 0)
  (%read-datum))
