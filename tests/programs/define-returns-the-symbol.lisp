;; define, defun and defmacro return the name they bind.
;; expect: (a b c d)
;; dialect: bare
((lambda items items) (define a 1) (define (b) 1) (defun c () 1) (defmacro d () 1))
