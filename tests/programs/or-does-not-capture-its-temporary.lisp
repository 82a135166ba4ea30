;; A variable called t, or anything else, means the same inside or and outside it.
;; expect: (5 6 7)
(define t 5)
(list (or nil t) (let ((t 6)) (or false t)) (let ((%t 7)) (or nil nil %t)))
