;; With one namespace a variable without a value is unbound, whatever its function cell holds.
;; trap: Unbound f
;; namespace: lisp1
(set-symbol-function! 'f car)
f
