;; eq? compares words: two NUMBER objects with one value are two objects.
;; expect: (false true)
;; only: word=16
((lambda items items) (eq? 20000 20000) (eqv? 20000 20000))
