;; Macros work where a program has bound the names of special forms and library functions.
;; expect: (1 3 b (0 1 2) (x 2))
;; namespace: lisp1
(define pair cons)
(define all list)
(define (test if begin lambda list cons)
  (let ((a (or nil 1))
        (b (cond (nil 2) (begin 3)))
        (c (case 2 ((1) 'a) ((2) 'b)))
        (d (do ((i 2 (- i 1)) (l nil (pair i l))) ((< i 0) l)))
        (e `(x ,(+ 1 1))))
    (all a b c d e)))
(test 10 true 30 40 50)
