;; Operands before the list are put in front of it.
;; expect: (10 3 0 (1 2 3))
(list (apply + 1 2 '(3 4)) (apply + '(1 2)) (apply + nil) (apply list 1 '(2 3)))
