;; The printer: from mal's data to text. Text under construction is a chain of characters, last
;; first.

;; The text of x before `done`: as the reader reads it if `readably`.
(defn (put x readably done) (put-in nil x readably done))

;; The same inside of these atoms, last first. Only an atom can hold itself; it does so as `(atom ...)`.
(defn (put-in atoms x readably done)
  (if (pair? x)
      (put-all atoms x readably #\( ")" done)
      (if (string? x)
          (if readably (put-quoted x done) (put-string x done))
          (if (number? x)
              (put-string (number->string x) done)
              (if (null? x)
                  (put-string "nil" done)
                  (if (procedure? x)
                      (put-string "#<function>" done)
                      (if (vector? x)
                          (put-record atoms x (vector-ref x 0) readably done)
                          (put-string (symbol-name x) done))))))))

(defn (put-record atoms x class readably done)
  (case class
    ((0) (put-all atoms (chain-of x) readably #\( ")" done))
    ((1) (put-all atoms (chain-of x) readably #\[ "]" done))
    ((2) (put-all atoms (entries-chain (map-entries x) nil) readably #\{ "}" done))
    ((3) (if (%memv x atoms)
             (put-string "(atom ...)" done)
             (cons #\)
                   (put-in (cons x atoms) (vector-ref x 1) readably (put-string "(atom " done)))))
    (else (put-string "#<macro>" done))))

;; Key, value, key, value ...
(defn (entries-chain entries done)
  (if (null? entries)
      done
      (entries-chain (cdr entries)
                     (cons (car (car entries)) (cons (cdr (car entries)) done)))))

(defn (put-all atoms chain readably open close done)
  (put-string close (put-elements atoms chain readably " " (cons open done))))

;; The elements with a separator between them.
(defn (put-between chain readably between done) (put-elements nil chain readably between done))

(defn (put-elements atoms chain readably between done)
  (if (null? chain)
      done
      (if (null? (cdr chain))
          (put-in atoms (car chain) readably done)
          (put-elements atoms (cdr chain) readably between
                        (put-string between (put-in atoms (car chain) readably done))))))

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
