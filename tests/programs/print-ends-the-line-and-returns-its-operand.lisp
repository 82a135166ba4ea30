;; print is display and newline.
;; expect: (1 "x")
;; console: (1 x)\n
(print '(1 "x"))
