;; The core dialect's shell.

;; Data of the text from index `at` on are evaluated and printed. What is evaluated may read too.
(defn (%evaluate text at)
  (%begin-text text at)
  (if (%more?)
      (let ((x (%read-datum)))
        (let ((next %at))
          (write (eval x))
          (newline)
          (%evaluate text next)))
      nil))

;; Evaluates all data of a text. If the last of them is not complete, it asks for more lines first.
(defn (%evaluate-lines text)
  (%begin-text text 0)
  (if (%incomplete?)
      (let ((more (%answer 76 "... ")))
        (if (null? more)
            (error "the input ends inside a datum")
            (%evaluate-lines (string-append text "\n" more))))
      (%evaluate text 0)))

;; Does the text end inside a datum? All that is wrong with it otherwise is found when it is evaluated.
(defn (%incomplete?)
  (catch (lambda (cause culprit) (if (eq? culprit :incomplete) true nil))
    (%read-all)
    nil))

(defn (%read-all) (if (%more?) (begin (%read-datum) (%read-all)) nil))

(define %trap-messages
  '#("" "unbound variable" "not a function" "wrong type of operand"
     "wrong number of operands for" "integer overflow, with operand" "division by zero, of"
     "out of memory" "no such primitive or special form" "uncaught throw of"
     "index out of range" "malformed form" "interrupted"))

;; An `error` is a list of a message and its irritants.
(defn (%report cause culprit)
  (write-string "Error: ")
  (if (if (= cause 9) (if (pair? culprit) (string? (car culprit)) false) false)
      (begin (write-string (car culprit)) (%for-each %write-after-blank (cdr culprit)))
      (begin
        (write-string (vector-ref %trap-messages cause))
        (if (if (= cause 7) true (= cause 12)) nil (%write-after-blank culprit))))
  (newline))

(defn (%write-after-blank x) (write-byte 32) (write x))

'(%run-shell "> " %evaluate-lines %report)
