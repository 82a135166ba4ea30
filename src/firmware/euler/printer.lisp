;; The printer. Text under construction is a list of characters and strings, last first. What is done for every
;; character has three parameters at most: these stay in registers.

;; The text of x before `done`, as it stands inside of a list.
(defn (put x done)
  (if (string? x) (cons #\" (put-string x (cons #\" done))) (put-raw x done)))

;; The same as `print` has it.
(defn (put-raw x done)
  (if (string? x)
      (put-string x done)
      (if (number? x)
          (put-number x done)
          (if (pair? x)
              (put-rest (cdr x) (put (car x) (cons #\( done)))
              (put-other x done)))))

(defn (put-rest x done)
  (if (null? x)
      (cons #\) done)
      (if (pair? x)
          (put-rest (cdr x) (put (car x) (cons #\space done)))
          (cons #\) (put x (put-string " . " done))))))

(defn (put-other x done)
  (if (null? x)
      (put-string "'()" done)
      (if (eq? x true)
          (put-string "#t" done)
          (if (eq? x false)
              (put-string "#f" done)
              (if (char? x)
                  (cons x (cons #\\ (cons #\# done)))
                  (if (vector? x)
                      (put-elements (vector-ref x 0) 0 (vector-ref x 1) (put-string "#(" done))
                      (if (procedure? x)
                          (put-string (function-text (object-type x)) done)
                          (put-string (symbol-name x) done))))))))

(defn (put-elements storage n end done)
  (if (= n end)
      (cons #\) done)
      (put-elements storage (+ n 1) end
                    (put (vector-ref storage n) (if (= n 0) done (cons #\space done))))))

;; By type and subtype: primitives and continuations of hardware.
(defn (function-text type)
  (if (= type 6) "<builtin>" (if (= type 86) "<continuation>" "<closure>")))

(defn (put-string s done) (cons s done))

(defn (put-all-raw all done)
  (if (null? all) done (put-all-raw (cdr all) (put-raw (car all) done))))

(defn (text-in x) (text-of (put x nil)))

(defn (text-of done)
  (let ((n (text-length done 0))) (fill-text (%make-string n #\space) done n)))

(defn (text-length done n)
  (if (null? done)
      n
      (text-length (cdr done) (+ n (if (string? (car done)) (string-length (car done)) 1)))))

;; Puts what ends before index `at`.
(defn (fill-text to done at)
  (if (null? done)
      to
      (if (string? (car done))
          (fill-behind to done (- at (string-length (car done))))
          (begin
            (string-set! to (- at 1) (car done))
            (fill-text to (cdr done) (- at 1))))))

(defn (fill-behind to done at)
  (copy-to to (cons (car done) (- at 1)) (string-length (car done)))
  (fill-text to (cdr done) at))

;; Copies n characters of a string to those behind an index, of (string . index).
(defn (copy-to to place n)
  (if (= n 0)
      to
      (begin
        (string-set! to (+ n (cdr place)) (string-ref (car place) (- n 1)))
        (copy-to to place (- n 1)))))

;; The same from those behind an index.
(defn (copy-from to place n)
  (if (= n 0)
      to
      (begin
        (string-set! to (- n 1) (string-ref (car place) (+ n (cdr place))))
        (copy-from to place (- n 1)))))

(defn (part-of-string s from to)
  (if (if (= from 0) (= to (string-length s)) false)
      s
      (copy-from (%make-string (- to from) #\space) (cons s (- from 1)) (- to from))))

(defn (string-of-list list) (fill-string (%make-string (%length list) #\space) list 0))

(defn (fill-string to list at)
  (if (null? list)
      to
      (begin
        (string-set! to at (car list))
        (fill-string to (cdr list) (+ at 1)))))

(defn (say done) (write-all (%reverse done)))

(defn (write-all list)
  (if (null? list)
      %undefined
      (begin
        (if (string? (car list))
            (write-part (car list) 0 (string-length (car list)))
            (write-byte (char->integer (car list))))
        (write-all (cdr list)))))

(defn (write-part s index end)
  (if (= index end)
      nil
      (begin
        (write-byte (char->integer (string-ref s index)))
        (write-part s (+ index 1) end))))

;;; ------------------------------------------------------------------ numbers

(defn (put-number x done)
  (if (exact-integer? x)
      (if (bignum? x)
          (put-string (number->string x) done)
          (if (< x 0) (put-digits (- x) (cons #\- done)) (put-digits x done)))
      (put-string (if (float? x) (float-text x) (number->string x)) done)))

(defn (put-digits n done)
  (if (< n 10)
      (cons (%digit-char n) done)
      (cons (%digit-char (remainder n 10)) (put-digits (quotient n 10) done))))

(defn (float-text x)
  (if (whole? x) (number->string (exact x)) (shortest-text (number->string x))))

;; An integer below 10^22 has all of its digits, which are no more than those of the shortest text with zeros behind.
(defn (whole? x)
  (if (< -1e22 x 1e22)
      (if (= x 0.0) (< 0.0 (/ 1.0 x)) (= x (floor x)))
      false))

;; The shortest decimal without an exponent, from the text of the core dialect.
(defn (shortest-text s)
  (if (%at? s 0 #\-)
      (if (%at? s 1 #\i) "-inf" (string-append "-" (plain-decimal s 1)))
      (if (%at? s 0 #\+) (if (%at? s 1 #\i) "inf" "NaN") (plain-decimal s 0))))

(defn (plain-decimal s from)
  (let ((e (%index-of #\e s from)))
    (if (= e (string-length s))
        (without-zero s from (- e 2))
        (let ((point (min e (%index-of #\. s from))))
          (string-of-list
           (place-point (digits-of s from e)
                        (+ (- point from) (string->number (substring s (+ e 1) (string-length s))))))))))

(defn (without-zero s from end)
  (substring s from (if (if (%at? s end #\.) (%at? s (+ end 1) #\0) false) end (string-length s))))

;; The characters but for the point.
(defn (digits-of s from end)
  (if (= from end)
      nil
      (if (%at? s from #\.)
          (digits-of s (+ from 1) end)
          (cons (string-ref s from) (digits-of s (+ from 1) end)))))

;; Digits with a point behind the first n of them, or before them, or without one.
(defn (place-point digits n)
  (if (< n 1)
      (cons #\0 (cons #\. (%zeros (- n) digits)))
      (if (< n (%length digits))
          (%split-at digits n '(#\.))
          (%append2 digits (%zeros (- n (%length digits)) nil)))))

;;; ------------------------------------------------------------------ the console

;;# Input and output
;;: (print x ...) -- The same without an end of line.
(defn (euler-print . all) (say (put-all-raw all nil)))
;;: (println x ...) -- Prints the operands, without anything between, and an end of line.
(defn (euler-println . all) (say (cons #\newline (put-all-raw all nil))))
;;: (inspect x) -- Prints x as data are written: strings in quotes.
(defn (euler-inspect x) (say (cons #\newline (put x nil))))
;;: (solution x) -- Prints "Solution: " and x.
(defn (euler-solution x) (euler-println "Solution: " x))
(defn (debug-value form x) (say (cons #\newline (put-raw x (put-string ": " (put form nil))))))
