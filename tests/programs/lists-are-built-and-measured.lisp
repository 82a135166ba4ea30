;; list, append, reverse, length, list-tail, list-ref, list-copy, last-pair.
;; expect: ((1 2 3) (1 2 3 4 . 5) nil (3 2 1) 3 (c d) c (1 2) (3 . 4) (true false true))
(list (list 1 2 3) (append '(1) nil '(2 3) '(4 . 5)) (append) (reverse '(1 2 3))
      (length '(a b c)) (list-tail '(a b c d) 2) (list-ref '(a b c d) 2) (list-copy '(1 2))
      (last-pair '(1 2 3 . 4)) (map list? '((1 2) (1 . 2) nil)))
