;; nil is no pair.
;; trap: WrongType nil
;; dialect: bare
(car nil)
