;; Each row is one object: pair, null, number, symbol, string, procedure, vector, char.
;; expect: ((1 0 0 0 0 0 0 0) (0 1 0 0 0 0 0 0) (0 0 1 0 0 0 0 0) (0 0 0 1 0 0 0 0) (0 0 0 0 1 0 0 0) (0 0 0 0 0 1 0 0) (0 0 0 0 0 0 1 0) (0 0 0 0 0 0 0 1) (0 0 0 0 0 0 0 0))
(define (bit x) (if x 1 0))
(define (row x)
  (map bit (list (pair? x) (null? x) (number? x) (symbol? x) (string? x) (procedure? x)
                 (vector? x) (char? x))))
(map row (list '(1) nil 1 'a "s" car #(1) #\a :k))
