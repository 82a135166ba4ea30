;; Operands are the forms as written; a rest parameter takes them all.
;; expect: ((car 5) (a b (c)))
;; dialect: bare
(defmacro quoted (x) (cons 'quote (cons x nil)))
(defmacro all forms (cons 'quote (cons forms nil)))
((lambda items items) (quoted (car 5)) (all a b (c)))
