;; A throw without a catch frame goes to the trap handler as cause 9.
;; expect: (1 (9 . x) 2)
;; dialect: bare
(set-trap-handler! cons)
((lambda items items) 1 (throw 'x) 2)
