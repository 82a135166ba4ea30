;; An unquote belongs to its own quasiquote.
;; expect: ((a (quasiquote (b (unquote (c (unquote (+ 1 2))))))) (a (quasiquote (b (unquote (c 3))))))
(list '(a `(b ,(c ,(+ 1 2)))) `(a `(b ,(c ,(+ 1 2)))))
