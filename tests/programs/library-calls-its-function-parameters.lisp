;; A program's global function called f, or the redefinition of reverse, does not disturb the library.
;; expect: ((2 3) (3 2 1) 6)
(define (f x) 'wrong)
(define (reverse x) 'wrong)
(define (length x) 'wrong)
(list (map 1+ '(1 2)) (fold-left (lambda (done x) (cons x done)) nil '(1 2 3)) (apply + '(1 2 3)))
