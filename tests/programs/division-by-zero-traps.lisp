;; All three divisions trap with the dividend as culprit.
;; expect: ((6 . 7) (6 . 8) (6 . 9))
;; dialect: bare
((lambda items items)
 (catch cons (quotient 7 0)) (catch cons (remainder 8 0)) (catch cons (modulo 9 0)))
