;; The hardware plan's example of two namespaces: `list` is a variable and a function at once.
;; (With --namespace lisp1 the definition hides the function, and the last line traps.)
(define list '(4 5 6))

(list 1 2 3 list)
