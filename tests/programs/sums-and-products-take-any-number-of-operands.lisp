;; The arithmetic folds work from no operand to many.
;; expect: (0 5 15 1 5 120 -5 1 -13)
;; dialect: bare
((lambda items items) (+) (+ 5) (+ 1 2 3 4 5) (*) (* 5) (* 1 2 3 4 5) (- 5) (- 5 4) (- 1 2 3 4 5))
