;; not turns nil and false into true and all else into false.
;; expect: (true true false false)
;; dialect: bare
((lambda items items) (not nil) (not false) (not 0) (not true))
