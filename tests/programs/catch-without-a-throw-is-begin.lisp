;; The value is the body's last; without a body it is nil.
;; expect: (3 nil)
;; dialect: bare
((lambda items items) (catch cons 1 2 3) (catch cons))
