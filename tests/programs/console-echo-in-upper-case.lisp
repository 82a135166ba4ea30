;; A program that talks to its user: characters in, characters out.
;; expect: :eof
;; input: Ab c!
;; console: AB C!
(define (echo c)
  (if (eq? c :eof) c (begin (write-char (char-upcase c)) (echo (read-char)))))
(echo (read-char))
