;; The core dialect's reader on the machine: what the reader on the host reads, but for names in bars,
;; numbers of other radices, and hexadecimal escapes.
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

;; ( ) [ ] " ' ` ; ,
(define %delimiters '(40 41 91 93 34 39 96 59 44))

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
      (if (= code 35) (begin (%skip 1) (%read-hash)) (%read-token %at))))

(defn (%read-delimited code)
  (case code
    ((40) (%read-list 41 nil))
    ((91) (%read-list 93 nil))
    ((34) (%read-string nil))
    ((39) (%list 'quote (%read-datum)))
    ((96) (%list 'quasiquote (%read-datum)))
    ((44) (if (%is? 64)
              (begin (%skip 1) (%list 'unquote-splicing (%read-datum)))
              (%list 'unquote (%read-datum))))
    (else (error "unexpected bracket" (integer->char code)))))

;; Elements up to the closing bracket, in `done` last first.
(defn (%read-list close done)
  (if (%more?)
      (if (%is? close)
          (begin (%skip 1) (%reverse done))
          (if (%dot?)
              (begin (%skip 1) (%read-tail close done (%read-datum)))
              (%read-list close (cons (%read-datum) done))))
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
      (begin (%skip 1) (list->vector (%read-list 41 nil)))
      (if (%is? 92)
          (begin (%skip 1) (%read-char %at))
          (%read-constant (%token %at)))))

(defn (%read-constant name)
  (if (%in-strings? name '("t" "true"))
      true
      (if (%in-strings? name '("f" "false")) false (error "unknown syntax" name))))

(defn (%in-strings? name list)
  (if (null? list) false (if (string=? name (car list)) true (%in-strings? name (cdr list)))))

;; From an index up to the next delimiter.
(defn (%token from) (%skip-token) (substring %text from %at))

(defn (%skip-token) (if (%delimiter?) nil (begin (%skip 1) (%skip-token))))

;; One character, or a name of several.
(defn (%read-char from)
  (if (%end?) (throw :incomplete))
  (%skip 1)
  ((lambda (name)
     (if (= (string-length name) 1) (string-ref name 0) (%char-named name %read-names)))
   (%token from)))

(define %read-names
  '(("space" . #\space) ("newline" . #\newline) ("tab" . #\tab) ("return" . #\return)
    ("null" . #\null)))

(defn (%char-named name list)
  (if (null? list)
      (error "unknown character" name)
      (if (string=? name (car (car list))) (cdr (car list)) (%char-named name (cdr list)))))

;; A number, nil, a keyword or a symbol.
(defn (%read-token from)
  ((lambda (text)
     ((lambda (number)
        (if number number (if (%in-strings? text '("nil" "NIL")) nil (%intern text))))
      (string->number text)))
   (%token from)))

;; Characters up to the closing quote, in `done` last first.
(defn (%read-string done)
  (if (%end?)
      (throw :incomplete)
      ((lambda (code)
         (if (= code 34)
             (list->string (%reverse done))
             (if (= code 92)
                 (if (%end?)
                     (throw :incomplete)
                     (%read-string (cons (%escaped (%next)) done)))
                 (%read-string (cons (integer->char code) done)))))
       (%next))))

(defn (%escaped code)
  (case code
    ((110) #\newline)
    ((116) #\tab)
    ((114) #\return)
    ((48) #\null)
    (else (integer->char code))))

;;; ------------------------------------------------------------------ for programs

(define string->symbol %intern)

;; The first datum of a text.
(define (read-from-string text)
  (%begin-text text 0)
  (%read-datum))
