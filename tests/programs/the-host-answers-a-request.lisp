;; An answer is a status, a length in three bytes, and a text. Nothing of it is on the console.
;; expect: (0 0 0 2 104 105 2 0 0 0)
;; requests: A0 A1
;; arguments: hi
;; console: 
;; dialect: bare
(define (ask digit) (write-byte 65 1) (write-byte digit 1) (write-byte 0 1))
(define (read n) (if (= n 0) nil (cons (read-byte 1) (read (- n 1)))))
(ask 48)
(ask 49)
(read 10)
