;; The shell, and the entry of the image.

(seal-library)

;;; ------------------------------------------------------------------ the shell

(define %value-count 0)

;; Lines are asked for until a form is complete.
(defn (eval-line line)
  (let ((forms (catch cons (forms-of line 0 false))))
    (if (incomplete? forms)
        (let ((more (%answer 76 "... ")))
          (if (null? more) (throw "the input ends inside a form") (eval-line (string-append line "\n" more))))
        (if (fault? forms)
            (%again (car forms) (cdr forms))
            (eval-and-print (compile-program forms))))))

(defn (fault? x) (if (pair? x) (number? (car x)) false))

(defn (incomplete? x)
  (if (fault? x)
      (if (string? (cdr x)) (%starts-with? (cdr x) "unexpected end of the text") false)
      false))

(defn (%starts-with? s start)
  (if (< (string-length s) (string-length start)) false (%name-at? start s 0 0 (string-length start))))

(defn (eval-and-print codes)
  (if (null? codes)
      nil
      (begin
        (set! %kept? true)
        (show (eval (cdr (car codes))))
        (eval-and-print (cdr codes)))))

(defn (show x)
  (if (undefined? x)
      (say (cons #\newline (put-string "#> undefined" nil)))
      (begin
        (set-symbol-value! (%intern (string-append "$" (number->string %value-count))) x)
        (say (cons #\newline
                   (put x (put-string "> " (put-string (number->string %value-count) nil)))))
        (set! %value-count (+ %value-count 1)))))

(defn (report cause culprit forgotten)
  (set! %error-at nil)
  (say (cons #\newline (put-string (fault-text cause culprit) (put-string "Error: " nil)))))

;; Runs a program in the shell.
(defn (shell-load path) (run-text (%answer 70 path)) %undefined)

;; A fault in words: what is thrown, or in words what the machine has trapped on.
(defn (fault-text cause culprit)
  (if (= cause 9)
      (if (string? culprit)
          culprit
          (if (if (pair? culprit) (string? (car culprit)) false)
              (text-of (put-irritants (cdr culprit) (put-string (car culprit) nil)))
              (text-in culprit)))
      (text-of (put-trap cause culprit))))

(defn (put-trap cause culprit)
  (case cause
    ((1) (put-raw culprit (put-string "Access to undefined variable " nil)))
    ((2) (put culprit (put-string "Trying to invoke non function " nil)))
    ((3) (put culprit (put-string "Invalid types of arguments: " nil)))
    ((4) (put-string "Invalid number of arguments" nil))
    ((6) (put-string "Division by zero" nil))
    ((7) (put-string "Out of memory" nil))
    ((10) (put culprit (put-string "Index out of bounds: " nil)))
    ((12) (put-string "interrupted" nil))
    (else (put cause (put-string "machine trap " nil)))))

(defn (%fail cause culprit) (throw (fault-text cause culprit)))

;; Argument 0 is a program to be run, argument 1 a seed for `rand`; without them, the shell.
(defn (start reserve)
  (let ((path (%answer 65 "0")))
    (if (null? path)
        (begin
          (seed-random 1)
          (set-symbol-value! (%intern "load") shell-load)
          (%run-shell reserve "> " eval-line report))
        (begin
          (seed-random (seed-of (%answer 65 "1")))
          (run-text (%answer 70 path))))))

(defn (seed-of text) (if (null? text) 1 (string->number text)))

(set! %fresh nil)

'(start 0)
