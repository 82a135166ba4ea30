;; Operands of a combination are a proper list.
;; trap: BadSyntax
;; dialect: bare
(+ 1 . 2)
