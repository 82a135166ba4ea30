;; write prints what the reader reads back; display prints strings and characters as they are.
;; expect: nil
;; console: ("a\\n\\"b\\\\" #\\c #\\space :k nil true -12 (1 . 2) #(1 #()))\na b\n
(write '("a\n\"b\\" #\c #\space :k nil true -12 (1 . 2) #(1 #())))
(newline)
(display "a ")
(display #\b)
(newline)
