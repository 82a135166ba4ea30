;; They stop with the shortest list; for-each goes from left to right.
;; expect: ((2 4) (11 22) nil (c b a))
(define seen nil)
(for-each (lambda (x) (set! seen (cons x seen))) '(a b c))
(list (map (lambda (x) (* 2 x)) '(1 2)) (map + '(1 2 3) '(10 20)) (map car nil) seen)
