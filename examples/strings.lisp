;; Strings: two characters to a 16-bit word, and a library that takes them apart.

(define (words text)
  (define (collect chars word done)
    (cond ((null? chars) (reverse (cons (list->string (reverse word)) done)))
          ((char-whitespace? (car chars))
           (collect (cdr chars) nil (cons (list->string (reverse word)) done)))
          (else (collect (cdr chars) (cons (car chars) word) done))))
  (collect (string->list text) nil nil))

(define (shout text)
  (list->string (map char-upcase (string->list text))))

(write (words "the lisp machine"))
(newline)
(print (shout "hello"))
(string-append (substring "conscycle" 0 4) "-" (number->string (string-length "conscycle")))
