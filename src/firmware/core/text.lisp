;; The core dialect's library: the console, and objects as text.

;;; ------------------------------------------------------------------ console

;;# Console
;;: (write-char c) -- Writes a character to the console.
(define (write-char c) (write-byte (char->integer c)))

;;: (newline) -- Writes an end of line; nil.
(define (newline) (write-byte 10) nil)

(define (%write-from s n)
  (if (= n (string-length s))
      nil
      (begin (write-char (string-ref s n)) (%write-from s (+ n 1)))))

;;: (write-string s) -- Writes a string as it is; nil.
;;> (write-string "hi") => nil
(define (write-string s) (%write-from s 0))

;; Characters with a name, and the letters of escapes.
(define %char-names
  '((#\space . "space") (#\newline . "newline") (#\tab . "tab") (#\return . "return")
    (#\null . "null") (#\delete . "delete") (#\escape . "escape") (#\alarm . "alarm")
    (#\backspace . "backspace")))

(define %escapes
  '((#\newline . #\n) (#\tab . #\t) (#\return . #\r) (#\alarm . #\a) (#\backspace . #\b)
    (#\\ . #\\)))

;; x and a hexadecimal number.
(define (%write-hex n)
  (write-byte 120)
  (if (< n 16) nil (%write-digit (quotient n 16)))
  (%write-digit (remainder n 16)))

(define (%write-digit n) (write-char (string-ref "0123456789abcdef" n)))

(define (%plain-char? c) (%char-in? c #\! #\~))

(define (%write-name-of c name)
  (write-string "#\\")
  (if name
      (write-string (cdr name))
      (if (%plain-char? c) (write-char c) (%write-hex (char->integer c)))))

;; The bytes of the character of UTF-8 at index n; 0 if there is none.
(define (%utf8 s n) (if (char<? (string-ref s n) #\x80) 1 (%utf8-by s n 0)))

;; First byte from and to, second byte from and to, how many bytes follow.
(define %utf8-rows "\xc2;\xdf;\x80;\xbf;\x0;\xe0;\xe0;\xa0;\xbf;\x1;\xe1;\xec;\x80;\xbf;\x1;\
  \xed;\xed;\x80;\x9f;\x1;\xee;\xef;\x80;\xbf;\x1;\xf0;\xf0;\x90;\xbf;\x2;\
  \xf1;\xf3;\x80;\xbf;\x2;\xf4;\xf4;\x80;\x8f;\x2;")

(define (%utf8-by s n row)
  (if (= row 40)
      0
      (if (if (%byte-in? s n row) (%byte-in? s (+ n 1) (+ row 2)) false)
          (%utf8-end s (+ n 2) 2 (+ 2 (char->integer (string-ref %utf8-rows (+ row 4)))))
          (%utf8-by s n (+ row 5)))))

(define (%byte-in? s n at)
  (if (< n (string-length s))
      (%char-in? (string-ref s n) (string-ref %utf8-rows at) (string-ref %utf8-rows (+ at 1)))
      false))

(define (%utf8-end s n found bytes)
  (if (= found bytes) bytes (if (%byte-in? s n 2) (%utf8-end s (+ n 1) (+ found 1) bytes) 0)))

;; The characters from index n on as they stand between two marks.
(define (%write-inside s n mark)
  (if (= n (string-length s))
      nil
      (%write-inside s (+ n (%write-one s n (char->integer (string-ref s n)) mark)) mark)))

;; How many bytes of the string have been written.
(define (%write-one s n code mark)
  (if (if (<= 35 code 91) true (if (<= 93 code 123) true (= code 32)))
      (begin (write-byte code) 1)
      (%write-rare s n (string-ref s n) (%utf8 s n) mark)))

(define (%write-rare s n c bytes mark)
  (if (if (= bytes 1) (not (%plain-char? c)) (= bytes 0))
      (begin (%write-escaped c (assv c %escapes)) 1)
      (begin
        (if (if (eq? c mark) true (eq? c #\\)) (write-byte 92) nil)
        (%write-bytes s n (+ n bytes))
        bytes)))

(define (%write-bytes s n end)
  (if (= n end) nil (begin (write-char (string-ref s n)) (%write-bytes s (+ n 1) end))))

(define (%write-escaped c letter)
  (write-byte 92)
  (if letter
      (write-char (cdr letter))
      (begin (%write-hex (char->integer c)) (write-byte 59))))

(define (%write-between s n mark)
  (write-char mark)
  (%write-inside s n mark)
  (write-char mark))

;;; ------------------------------------------------------------------ symbols as text

;; ( ) [ ] " ' ` ; ,
(define %delimiters '(40 41 91 93 34 39 96 59 44))

;; Do the characters from index n on need no bars around them?
(define (%plain-name? s n) (if (%at? s n #\|) false (< n (%plain-end s n))))

;; The length if all are such that need none; a number that is no greater than n if not.
(define (%plain-end s n)
  (if (= n (string-length s))
      n
      ((lambda (bytes) (if (= bytes 0) -1 (%plain-end s (+ n bytes))))
       (%plain-bytes s n (char->integer (string-ref s n))))))

;; The bytes of the character at index n, 0 if it needs bars around it.
(define (%plain-bytes s n code)
  (if (<= 97 code 126)
      1
      (if (< 127 code)
          (%utf8 s n)
          (if (< 32 code 127) (if (%memv code %delimiters) 0 1) 0))))

;; The index after the digits from index n on.
(define (%after-digits s n)
  (if (if (< n (string-length s)) (<= 48 (char->integer (string-ref s n)) 57) false)
      (%after-digits s (+ n 1))
      n))

(define (%after-sign s n) (if (if (%at? s n #\-) true (%at? s n #\+)) (+ n 1) n))

;; Are the characters from index n on digits, one or more?
(define (%digits? s n)
  (if (< n (string-length s)) (= (%after-digits s n) (string-length s)) false))

;; Is it a number, such as 12, +1.5, 1/2, .5e-3, +inf.0?
(define (%numeric? s)
  (if (if (= (string-length s) 6) (%at? s 4 #\.) false)
      (if (member s '("+inf.0" "-inf.0" "+nan.0" "-nan.0")) true (%digits-and-point? s))
      (%digits-and-point? s)))

(define (%digits-and-point? s)
  ((lambda (start)
     ((lambda (end)
        (if (%at? s end #\/)
            (if (< start end) (%digits? s (+ end 1)) false)
            (if (%at? s end #\.)
                (%numeric-end? s (+ start 1) (%after-digits s (+ end 1)))
                (%numeric-end? s start end))))
      (%after-digits s start)))
   (%after-sign s 0)))

(define (%numeric-end? s start end)
  (if (< start end)
      (if (= end (string-length s))
          true
          (if (if (%at? s end #\e) true (%at? s end #\E))
              (%digits? s (%after-sign s (+ end 1)))
              false))
      false))

;; Is the name read as something else than that symbol?
(define (%misread? s)
  (if (%at? s 0 #\:)
      (> (string-length s) 1)
      (if (%at? s 0 #\#) true (if (member s '("." "nil" "NIL")) true (%numeric? s)))))

(define (%write-symbol x s)
  (if (= (object-type x) 19)
      (if (%at? s 0 #\:)
          (begin (write-byte 58) (%write-barred s 1 (%plain-name? s 1)))
          (write-string s))
      (%write-barred s 0 (if (%plain-name? s 0) (not (%misread? s)) false))))

(define (%write-barred s n plain)
  (if plain (%write-from s n) (%write-between s n #\|)))

;;; ------------------------------------------------------------------ circular data

;; Does x hold itself? An endless way down goes round a list, or comes to the head of a list or to a
;; vector again: `heads` are those on the way.
(define (%circular? x heads)
  (if (if (pair? x) true (vector? x))
      (if (%memv x heads)
          true
          (if (vector? x)
              (%circular-list? (vector->list x) (cons x heads))
              (if (pair? (%end-of x x)) true (%circular-list? x (cons x heads)))))
      false))

(define (%circular-list? x heads)
  (if (pair? x)
      (if (%circular? (car x) heads) true (%circular-list? (cdr x) heads))
      (%circular? x heads)))

;; The labels for what is on the way to itself: (next . ((object . label or nil) ...)).
(define (%labels x)
  ((lambda (labels) (%find-labels x nil (cons nil nil) labels) labels) (cons 0 nil)))

;; `path` leads here; the cdr of `seen` has been looked at.
(define (%find-labels x path seen labels)
  (if (if (pair? x) true (vector? x))
      (if (%memv x path)
          (if (assv x (cdr labels)) nil (set-cdr! labels (cons (cons x nil) (cdr labels))))
          (if (%memv x (cdr seen))
              nil
              (begin
                (set-cdr! seen (cons x (cdr seen)))
                (if (pair? x)
                    (begin
                      (%find-labels (car x) (cons x path) seen labels)
                      (%find-labels (cdr x) (cons x path) seen labels))
                    (%for-each (lambda (y) (%find-labels y (cons x path) seen labels))
                               (vector->list x))))))
      nil))

(define (%write-label n end)
  (write-byte 35)
  (write-string (number->string n))
  (write-byte end))

;; What has a label is written once, behind #n=, else as #n#.
(define (%print-labelled x write labels label)
  (if label
      (if (cdr label)
          (%write-label (cdr label) 35)
          (begin
            (set-cdr! label (car labels))
            (set-car! labels (+ (car labels) 1))
            (%write-label (cdr label) 61)
            (%print-object x write labels)))
      (%print-object x write labels)))

;;; ------------------------------------------------------------------ any object as text

;; Elements after the first, and the end of the list.
(define (%print-rest x write labels)
  (if (if (pair? x) (if labels (not (assv x (cdr labels))) true) false)
      (begin
        (write-byte 32)
        (%print (car x) write labels)
        (%print-rest (cdr x) write labels))
      (begin
        (if (null? x) nil (begin (write-string " . ") (%print x write labels)))
        (write-byte 41))))

;; x as text: as the reader reads it if `write` is true. Without circular data, `labels` is nil.
(define (%print x write labels)
  (if labels
      (%print-labelled x write labels (assv x (cdr labels)))
      (%print-object x write labels)))

(define (%print-object x write labels)
  (if (pair? x)
      (begin
        (write-byte 40)
        (%print (car x) write labels)
        (%print-rest (cdr x) write labels))
      (if (null? x)
          (write-string "nil")
          (if (number? x)
              (write-string (number->string x))
              (if (string? x)
                  (if write (%write-between x 0 #\") (write-string x))
                  (if (char? x)
                      (if write (%write-name-of x (assv x %char-names)) (write-char x))
                      (if (vector? x)
                          (begin
                            (write-string "#(")
                            (%print-elements x 0 write labels))
                          (if (procedure? x)
                              (write-string "#<function>")
                              (if write
                                  (%write-symbol x (symbol-name x))
                                  (write-string (symbol-name x)))))))))))

(define (%print-elements v n write labels)
  (if (= n (vector-length v))
      (write-byte 41)
      (begin
        (if (= n 0) nil (write-byte 32))
        (%print (vector-ref v n) write labels)
        (%print-elements v (+ n 1) write labels))))

(define (%show x write)
  (%print x write (if (%circular? x nil) (%labels x) nil))
  nil)

;;: (display x) -- Writes a value for people: strings and characters as they are; nil.
;;> (display "hi") => nil
(define (display x) (%show x false))
;;: (write x) -- Writes a value as the reader reads it, with labels for circular data; nil.
;;> (write "hi") => nil
(define (write x) (%show x true))
;;: (print x) -- As `display`, and an end of line; the value is x.
;;> (print 5) => 5
(define (print x) (%show x false) (write-byte 10) x)

;; The next character of the console, :eof at its end.
;;: (read-char) -- The next character of the console, :eof at its end.
(define (read-char)
  ((lambda (n) (if (< n 0) :eof (integer->char n))) (read-byte)))
