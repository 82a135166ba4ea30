;; memq and assq compare words, memv and assv numbers too, member and assoc structures.
;; expect: ((b c) false (20000) ((1) 2) (b . 2) (20000 . 1) ("k" . 3) false)
(list (memq 'b '(a b c)) (memq "b" '("b")) (memv 20000 '(1 20000)) (member '(1) '(0 (1) 2))
      (assq 'b '((a . 1) (b . 2))) (assv 20000 '((20000 . 1)))
      (assoc "k" '(("j" . 2) ("k" . 3))) (assoc 'x nil))
