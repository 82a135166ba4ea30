;; true and false are booleans, keywords begin with a colon, neither are symbols.
;; expect: ((true true false false) (false false true false) (false false false true))
(define things '(true false :k s))
(list (map boolean? things) (map keyword? things) (map symbol? things))
