;; Strings and characters, as bytes.

;;# Text
;;: (string-bytes s) -- A list of the bytes.
;;> (string-bytes "ab") => (97 98)
(defn (string-bytes s) (%elements byte-at s (string-length s) nil))
(defn (byte-at s i) (char->integer (string-ref s i)))

;;: (chars->string l) -- A string of characters.
;;> (chars->string (string->chars "ab")) => ab
(defn (chars->string list) (string-of-list (proper list)))

;;: (string-empty? s) -- Is it empty?
;;> (string-empty? "") => #t
(defn (string-empty? s) (= (string-length s) 0))

;;: (str x ...) -- The operands as one text.
;;> (str 1 "a" 2) => 1a2
(defn (euler-str . all) (text-of (put-all-raw all nil)))
;;: (join sep l) -- The elements as one text, with sep between.
;;> (join "," (list 1 2)) => 1,2
(defn (euler-join between list) (text-of (put-joined (checked-string between) (proper list) nil)))

(defn (checked-string s) (if (string? s) s (wrong-type s)))

(defn (put-joined between list done)
  (if (null? list)
      done
      (if (null? (cdr list))
          (put-raw (car list) done)
          (put-joined between (cdr list) (put-string between (put-raw (car list) done))))))

;;; ------------------------------------------------------------------ parts of strings

;; The pieces between separators. An empty one stands before and behind every character.
;;: (string-split sep s) -- The pieces between separators.
;;> (length (string-split "," "a,b,c")) => 3
(defn (string-split between s)
  (if (= (string-length between) 0)
      (cons "" (%append2 (%map string (string->list s)) (%list "")))
      (if (= (string-length between) 1)
          (split-back s (%list (string-ref between 0) (string-length s)) (- (string-length s) 1))
          (%reverse (split s 0 0 between (string-length between) nil)))))

;; At one character, from the end on: of (character end piece ...) the next piece ends there.
(defn (split-back s state index)
  (if (< index 0)
      (cons (part-of-string s 0 (cadr state)) (cddr state))
      (if (eq? (string-ref s index) (car state))
          (split-back s (next-piece s state index) (- index 1))
          (split-back s state (- index 1)))))

(defn (next-piece s state index)
  (cons (car state)
        (cons index (cons (part-of-string s (+ index 1) (cadr state)) (cddr state)))))

;; The piece that is looked at begins at index `from`.
(defn (split s from index between length done)
  (if (< (string-length s) (+ index length))
      (cons (part-of-string s from (string-length s)) done)
      (if (%name-at? between s index 0 length)
          (split s (+ index length) (+ index length) between length
                 (cons (part-of-string s from index) done))
          (split s from (+ index 1) between length done))))

;;: (words s) -- The pieces between blanks.
;;> (length (words "a b")) => 2
(defn (words s) (string-split " " s))
;;: (lines s) -- The pieces between ends of lines.
;;> (length (lines "a b")) => 1
(defn (euler-lines s) (string-split "\n" s))

;;: (string-trim s) -- Without blanks at both ends.
;;> (string-trim "  ab ") => ab
(defn (string-trim s) (trim s 0 (string-length s)))

(defn (trim s from to)
  (if (if (< from to) (char-whitespace? (string-ref s from)) false)
      (trim s (+ from 1) to)
      (trim-end s from to)))

(defn (trim-end s from to)
  (if (if (< from to) (char-whitespace? (string-ref s (- to 1))) false)
      (trim-end s from (- to 1))
      (part-of-string s from to)))

;; A decimal integer.
;;: (string->number s) -- The integer that it denotes, else an error.
;;> (string->number "42") => 42
(defn (euler-string->number s)
  (let ((n (if (%digits? s (%after-sign s 0)) (string->number s) false)))
    (if n n (fail "not an integer: " s))))

;;; ------------------------------------------------------------------ characters

;;: (char->digit c) -- What a digit stands for.
;;> (char->digit #\7) => 7
(defn (char->digit c)
  (if (char-numeric? c) (- (char->integer c) 48) (fail "not a digit: " c)))

;;; ------------------------------------------------------------------ texts of the host

;;# Input and output
;;: (file-read path) -- The text of a file.
(defn (euler-file-read path) (%answer 70 path))

;;: (input-file-lines path) -- Its lines that are not empty, without blanks at both ends.
(defn (input-file-lines path)
  (%map string-trim (filter not-empty? (euler-lines (euler-file-read path)))))
(defn (not-empty? s) (< 0 (string-length s)))

;; The first datum of a text.
;;# Text
;;: (read s) -- The first datum of a text.
;;> (read "(1 2)") => (1 2)
(defn (euler-read text)
  (begin-text text 0)
  (set! %forms? false)
  (if (more?)
      (let ((x (plain (read-next))))
        (set! %text "")
        x)
      (throw "read: there is no datum in the text")))
