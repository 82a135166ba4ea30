;; With one namespace a list as the value of `list` is no function.
;; trap: NotAFunction (4 5 6)
;; namespace: lisp1
(define list '(4 5 6))
(list 1 2 3 list)
