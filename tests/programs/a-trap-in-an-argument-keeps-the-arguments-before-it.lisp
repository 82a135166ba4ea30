;; A fault in the third of five arguments, resumed: the values around it stand.
;; expect: (1 2 (1 . gone) 4 5)
;; dialect: bare
(set-trap-handler! cons)
((lambda items items) 1 (+ 1 1) gone (+ 2 2) 5)
