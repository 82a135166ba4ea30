;; make-symbol makes a new symbol each time, which no program text names.
;; expect: (false "a" true)
(define s (make-symbol "a"))
(list (eq? s 'a) (symbol->string s) (symbol? s))
