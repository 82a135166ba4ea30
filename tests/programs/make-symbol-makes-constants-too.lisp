;; With a second operand that is true a new symbol is a constant: it evaluates to itself.
;; expect: ("k" 19 true false true)
(define k (make-symbol "k" true))
(define v (make-symbol "v" false))
(list (symbol->string k) (object-type k) (eq? (eval k) k) (symbol? k) (symbol? v))
