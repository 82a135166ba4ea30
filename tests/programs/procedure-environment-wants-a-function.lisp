;; trap: WrongType 5
;; dialect: bare
(procedure-environment 5)
