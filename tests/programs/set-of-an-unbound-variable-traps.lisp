;; set! makes no new variable.
;; trap: Unbound nowhere
;; dialect: bare
(set! nowhere 1)
