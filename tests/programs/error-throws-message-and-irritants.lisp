;; error is a throw; call-with-handler takes it, and traps too.
;; expect: ((9 "bad thing:" 1 2) (6 . 5))
(list (call-with-handler cons (lambda () (error "bad thing:" 1 2)))
      (call-with-handler cons (lambda () (quotient 5 0))))
