;; Requests to the host, and their answers: section 11 of the manual.
;;
;; Whatever goes wrong between the first byte of a request and the last of its answer, the request is
;; withdrawn and the rest of the answer is read before anything else is asked for.

;; A request has been begun, and its answer is not read to the end.
(define %asking? false)

;; The answer to a request; nil at the end of input or arguments. What can be seen to be wrong is found
;; before anything is sent.
(defn (%answer command argument)
  (if (string? argument)
      (%check-text argument 0 (string-length argument))
      (%fail 9 "the host takes strings only"))
  (%ask command argument))

;; The same of a text that is known to be right.
(defn (%ask command argument)
  (if %asking? (%settle) nil)
  (set! %asking? true)
  (let ((answer (catch cons (%exchange command argument))))
    (if (pair? answer)
        (begin
          (if %asking? (%settle) nil)
          (%fail-to-ask (car answer) (cdr answer)))
        answer)))

;; Lengths are the only numbers here.
(defn (%fail-to-ask cause culprit)
  (if (= cause 5)
      (%fail 9 "a line or file that is longer than a string can be")
      (%again cause culprit)))

(defn (%check-text text index end)
  (if (= index end)
      nil
      (let ((code (char->integer (string-ref text index))))
        (if (if (= code 0) true (= code 24))
            (%fail 9 "the host takes no text with a NUL or a CAN in it")
            (%check-text text (+ index 1) end)))))

(defn (%exchange command argument)
  (write-byte command 1)
  (%send-string argument 0 (string-length argument))
  (write-byte 0 1)
  (let ((status (read-byte 1)))
    (let ((text (%receive-string)))
      (set! %asking? false)
      (case status
        ((0) text)
        ((1) (throw text))
        (else nil)))))

(defn (%send-string s index end)
  (if (= index end)
      nil
      (begin
        (write-byte (char->integer (string-ref s index)) 1)
        (%send-string s (+ index 1) end))))

(defn (%receive-string)
  (let ((end (%receive-number 3 0)))
    (%receive-characters (make-string end #\space) 0 end)))

(defn (%receive-number bytes n)
  (if (= bytes 0) n (%receive-number (- bytes 1) (+ (* 256 n) (read-byte 1)))))

(defn (%receive-characters to index end)
  (if (= index end)
      to
      (begin
        (string-set! to index (integer->char (read-byte 1)))
        (%receive-characters to (+ index 1) end))))

;; Withdraws what has been sent of a request, and reads all that has been answered: a read gets -1 when
;; no request is open.
(defn (%settle)
  (write-byte 24 1)
  (write-byte 0 1)
  (%drain)
  (set! %asking? false))

(defn (%drain) (if (< (read-byte 1) 0) nil (%drain)))

;;; ------------------------------------------------------------------ files

;; Where the text of a file begins: behind the mark that some editors put before UTF-8.
(defn (%after-mark text) (if (< 2 (string-length text)) (%after-bytes text 0 '(239 187 191)) 0))

(defn (%after-bytes text index bytes)
  (if (null? bytes)
      index
      (if (= (char->integer (string-ref text index)) (car bytes))
          (%after-bytes text (+ index 1) (cdr bytes))
          0)))
