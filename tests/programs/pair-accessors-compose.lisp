;; caar to cdddr take the path that their name says, from right to left.
;; expect: (1 (2) 3 (4) (5 6) (6))
(define x '((1 2) 3 4))
(list (caar x) (cdar x) (cadr x) (cddr x) (cddr '(3 4 5 6)) (cdddr '(3 4 5 6)))
