;; symbol-value has no default.
;; trap: Unbound nothing-here
;; dialect: bare
(symbol-value 'nothing-here)
