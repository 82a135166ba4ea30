;; Comparisons, case and classes.
;; expect: (true true #\A #\z #\1 (true false) (true false) (true true false))
(list (char=? #\a #\a) (char<? #\a #\b) (char-upcase #\a) (char-downcase #\Z) (char-upcase #\1)
      (map char-alphabetic? '(#\q #\5)) (map char-numeric? '(#\5 #\q))
      (map char-whitespace? '(#\space #\newline #\a)))
