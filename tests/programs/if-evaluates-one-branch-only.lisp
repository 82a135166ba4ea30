;; The branch that is not chosen is never looked at.
;; expect: yes
;; dialect: bare
(if true (if false (car 5) 'yes) (undefined-function))
