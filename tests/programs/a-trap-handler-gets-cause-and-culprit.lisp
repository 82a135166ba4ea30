;; Each fault arrives with its code.
;; expect: ((1 . u) (2 . 5) (3 . a) (5 . 1) (6 . 4) (10 . 9) (11 if))
;; dialect: bare
;; only: word=16
(set-trap-handler! cons)
((lambda items items)
 u (5) (car 'a) (+ 1 16383) (quotient 4 0) (string-ref "a" 9) (if))
