;; Only nil and false are false; an absent else branch is nil.
;; expect: (2 2 1 1 1 nil)
;; dialect: bare
((lambda items items)
 (if nil 1 2) (if false 1 2) (if 0 1 2) (if "" 1 2) (if 'false-looking 1 2) (if nil 1))
