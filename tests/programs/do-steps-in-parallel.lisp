;; Steps see the values of the turn before; a variable without a step stays.
;; expect: ((4 3 2 1 0) 55 (1 2))
(list (do ((i 0 (+ i 1)) (l nil (cons i l))) ((= i 5) l))
      (do ((i 0 (+ i 1)) (sum 0 (+ sum i)) (end 11)) ((= i end) sum))
      (do ((a 0 b) (b 1 (+ a b)) (n 0 (+ n 1))) ((= n 2) (list a b))))
