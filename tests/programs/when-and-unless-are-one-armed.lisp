;; The body is evaluated in order, or not at all.
;; expect: (2 nil nil 2)
(list (when 1 1 2) (when nil (car 5)) (unless 1 (car 5)) (unless nil 1 2))
