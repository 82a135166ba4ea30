;; fold-left from the left, fold-right from the right, reduce without a start.
;; expect: (((0 1) 2) (1 (2 0)) 6 none (1 3))
(list (fold-left list 0 '(1 2)) (fold-right list 0 '(1 2)) (reduce + 0 '(1 2 3))
      (reduce + 'none nil) (filter odd? '(1 2 3 4)))
