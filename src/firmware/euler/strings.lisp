;; Strings and characters, as bytes.

(defn (string-bytes s) (%elements byte-at s (string-length s) nil))
(defn (byte-at s i) (char->integer (string-ref s i)))

(defn (chars->string list) (string-of-list (proper list)))

(defn (string-empty? s) (= (string-length s) 0))

(defn (euler-str . all) (text-of (put-all-raw all nil)))
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

(defn (words s) (string-split " " s))
(defn (euler-lines s) (string-split "\n" s))

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
(defn (euler-string->number s)
  (let ((n (if (%digits? s (%after-sign s 0)) (string->number s) false)))
    (if n n (fail "not an integer: " s))))

;;; ------------------------------------------------------------------ characters

(defn (char->digit c)
  (if (char-numeric? c) (- (char->integer c) 48) (fail "not a digit: " c)))

;;; ------------------------------------------------------------------ texts of the host

(defn (euler-file-read path) (%answer 70 path))

(defn (input-file-lines path)
  (%map string-trim (filter not-empty? (euler-lines (euler-file-read path)))))
(defn (not-empty? s) (< 0 (string-length s)))

;; The first datum of a text.
(defn (euler-read text)
  (begin-text text 0)
  (set! %forms? false)
  (if (more?)
      (let ((x (plain (read-next))))
        (set! %text "")
        x)
      (throw "read: there is no datum in the text")))
