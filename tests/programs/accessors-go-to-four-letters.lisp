;; c...r: two to four letters between c and r.
;; expect: ((1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16) (1 3 5 7 9 11 13 15) (2 4 6 8 10 12 14 16))
(define tree
  '((((1 . 2) . (3 . 4)) . ((5 . 6) . (7 . 8))) . (((9 . 10) . (11 . 12)) . ((13 . 14) . (15 . 16)))))
(define three
  (list (caaar tree) (cdaar tree) (cadar tree) (cddar tree)
        (caadr tree) (cdadr tree) (caddr tree) (cdddr tree)))
(list (list (caaaar tree) (cdaaar tree) (cadaar tree) (cddaar tree)
            (caadar tree) (cdadar tree) (caddar tree) (cdddar tree)
            (caaadr tree) (cdaadr tree) (cadadr tree) (cddadr tree)
            (caaddr tree) (cdaddr tree) (cadddr tree) (cddddr tree))
      (map car three) (map cdr three))
