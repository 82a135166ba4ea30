;; equal? compares pairs, strings, vectors and numbers by what they hold.
;; expect: (true true false true false false true)
(list (equal? '(1 (2 "x") #(3)) (list 1 (list 2 "x") (vector 3))) (equal? "ab" "ab")
      (equal? "ab" "abc") (equal? 20000 20000) (equal? #(1 2) #(1 3)) (equal? 'a "a")
      (equal? nil nil))
