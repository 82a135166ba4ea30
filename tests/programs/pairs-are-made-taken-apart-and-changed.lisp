;; set-car! and set-cdr! return the value they store.
;; expect: (1 2 (3 . 4) 3 4)
;; dialect: bare
(define p (cons 1 2))
(define (list . items) items)
(define a (car p))
(define d (cdr p))
(define s (set-car! p 3))
(define e (set-cdr! p 4))
(list a d p s e)
