;; The expansion is evaluated like any form, and expanded again if it is a macro call.
;; expect: 7
;; dialect: bare
(defmacro inner (x) (cons '+ (cons x '(1))))
(defmacro outer (x) (cons 'inner (cons x nil)))
(outer 6)
