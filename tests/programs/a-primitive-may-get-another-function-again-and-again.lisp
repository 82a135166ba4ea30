;; What a symbol's function cell holds counts at each call, however often it changes.
;; expect: (9 0 9 0 9 0 9 0 9 0)
(define subtract -)
(define (nothing a b) 0)
(define (before n) (begin (- n 1)))
(define (results n)
  (if (< n 1)
      nil
      (cons (before 10)
            (begin
              (set-symbol-function! '- nothing)
              (cons (before 10)
                    (begin
                      (set-symbol-function! '- subtract)
                      (results (before n))))))))
(results 5)
