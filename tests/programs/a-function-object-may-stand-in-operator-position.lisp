;; Forms made by eval may carry the object itself instead of its name.
;; expect: (3 2)
;; dialect: bare
(define the-if if)
(define (list . items) items)
(list (eval (list + 1 2)) (eval (list the-if nil 1 2)))
