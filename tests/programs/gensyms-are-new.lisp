;; Two generated symbols are never the same.
;; expect: (false true)
(list (eq? (gensym) (gensym)) (symbol? (gensym)))
