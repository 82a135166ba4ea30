;; Requests to the host, and their answers: section 11 of the manual.

;; What goes wrong is found before anything is sent.
(defn (%ask command argument)
  (%check-text argument 0)
  (%send-byte command)
  (%send-string argument 0)
  (%send-byte 0)
  (%receive-byte))

(defn (%check-text text index)
  (if (string? text)
      (if (= index (string-length text))
          nil
          (if (eq? (string-ref text index) #\null)
              (throw "the host takes no text with a NUL in it")
              (%check-text text (+ index 1))))
      (throw "the host takes strings only")))

(defn (%send-byte byte) (write-byte byte 1))
(defn (%receive-byte) (read-byte 1))

(defn (%send-string s index)
  (if (= index (string-length s))
      nil
      (begin
        (%send-byte (char->integer (string-ref s index)))
        (%send-string s (+ index 1)))))

(defn (%receive-string)
  (let ((high (%receive-byte)))
    (let ((middle (%receive-byte)))
      (let ((low (%receive-byte)))
        (%receive-characters
         (make-string (+ low (* 256 (+ middle (* 256 high)))) #\space)
         0)))))

(defn (%receive-characters to index)
  (if (= index (string-length to))
      to
      (begin
        (string-set! to index (integer->char (%receive-byte)))
        (%receive-characters to (+ index 1)))))

;; The answer to a request; nil at the end of input or arguments.
(defn (%answer command argument)
  (let ((status (%ask command argument)))
    (let ((text (%receive-string)))
      (case status
        ((0) text)
        ((1) (throw text))
        (else nil)))))

;;; ------------------------------------------------------------------ a shell

;; Asks for lines and has each evaluated, to the end of the input.
(defn (%converse prompt evaluate report)
  (let ((line (%answer 76 prompt)))
    (if (null? line)
        nil
        (begin
          (catch report (funcall evaluate line))
          (%converse prompt evaluate report)))))

;; The same; an interrupt may come while nothing is evaluated, too.
(defn (%run-shell prompt evaluate report)
  (if (catch (lambda (cause culprit) (funcall report cause culprit) true)
        (%converse prompt evaluate report))
      (%run-shell prompt evaluate report)
      nil))
