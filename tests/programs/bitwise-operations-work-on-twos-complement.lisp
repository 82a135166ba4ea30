;; Logic and shifts see negative integers as endless ones.
;; expect: (-1 8 0 14 6 -6 40 -3 -1 0)
;; dialect: bare
((lambda items items)
 (bitwise-and) (bitwise-and 12 10) (bitwise-or) (bitwise-or 12 10) (bitwise-xor 12 10)
 (bitwise-xor 5 -1) (arithmetic-shift 5 3) (arithmetic-shift -5 -1)
 (arithmetic-shift -5 -100) (arithmetic-shift 5 -100))
