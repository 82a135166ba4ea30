;; Writes every line that it reads back, and counts them.
(define (echo byte lines)
  (cond ((< byte 0) lines)
        (else (write-byte byte)
              (echo (read-byte) (if (= byte 10) (+ lines 1) lines)))))

(echo (read-byte) 0)
