;; The printer: from mal's data to text. Text under construction is a chain of characters, last
;; first.

;; The text of x before `done`: as the reader reads it if `readably`.
(defn (put x readably done)
  (if (pair? x)
      (put-all x readably #\( ")" done)
      (if (string? x)
          (if readably (put-quoted x done) (put-string x done))
          (if (number? x)
              (put-string (number->string x) done)
              (if (null? x)
                  (put-string "nil" done)
                  (if (procedure? x)
                      (put-string "#<function>" done)
                      (if (vector? x)
                          (put-record x (vector-ref x 0) readably done)
                          (put-string (symbol-name x) done))))))))

(defn (put-record x class readably done)
  (case class
    ((0) (put-all (chain-of x) readably #\( ")" done))
    ((1) (put-all (chain-of x) readably #\[ "]" done))
    ((2) (put-all (entries-chain (map-entries x) nil) readably #\{ "}" done))
    ((3) (cons #\) (put (vector-ref x 1) readably (put-string "(atom " done))))
    (else (put-string "#<macro>" done))))

;; Key, value, key, value ...
(defn (entries-chain entries done)
  (if (null? entries)
      done
      (entries-chain (cdr entries)
                     (cons (car (car entries)) (cons (cdr (car entries)) done)))))

(defn (put-all chain readably open close done)
  (put-string close (put-between chain readably " " (cons open done))))

;; The elements with a separator between them.
(defn (put-between chain readably between done)
  (if (null? chain)
      done
      (if (null? (cdr chain))
          (put (car chain) readably done)
          (put-between (cdr chain) readably between
                       (put-string between (put (car chain) readably done))))))

(defn (put-string s done) (put-part s 0 (string-length s) done))

(defn (put-part s index end done)
  (if (= index end)
      done
      (put-part s (+ index 1) end (cons (string-ref s index) done))))

(defn (put-quoted s done) (cons #\" (put-escaped s 0 (string-length s) (cons #\" done))))

(defn (put-escaped s index end done)
  (if (= index end)
      done
      (put-escaped s (+ index 1) end (put-character (string-ref s index) done))))

(defn (put-character c done)
  (if (eq? c #\newline)
      (cons #\n (cons #\\ done))
      (if (if (eq? c #\") true (eq? c #\\)) (cons c (cons #\\ done)) (cons c done))))

(defn (text-of done) (list->string (%reverse done)))

(defn (say done) (%for-each write-char (%reverse done)) (write-byte 10) nil)
