;; The core dialect's shell.

;; Data of the text from index `at` on are evaluated and printed. What is evaluated may read too.
(defn (%evaluate text at)
  (set! %text text)
  (set! %at at)
  (if (%more?)
      (let ((x (%read-datum)))
        (let ((next %at))
          (write (eval x))
          (newline)
          (%evaluate text next)))
      nil))

;; What a datum that is not complete needs: more lines. The data before it have been evaluated.
(defn (%evaluate-line text at)
  (set! %text text)
  (set! %at at)
  (let ((rest (%rest-of text at)))
    (if (null? rest)
        (%evaluate text at)
        (let ((more (%answer 76 "... ")))
          (if (null? more)
              (error "the input ends inside a datum")
              (%evaluate-line (string-append text "\n" more) at))))))

;; Reads all data; nil if the last of them is complete.
(defn (%rest-of text at)
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

(define (%shell)
  (let ((line (%answer 76 "> ")))
    (if (null? line)
        nil
        (begin
          (catch %report (%evaluate-line line 0))
          (%shell)))))

;; An interrupt may come while nothing is evaluated, too.
(defn (%shell-to-the-end)
  (if (catch (lambda (cause culprit) (%report cause culprit) true) (%shell))
      (%shell-to-the-end)
      nil))

'(%shell-to-the-end)
