;; 31-bit immediates begin at -1073741824.
;; trap: Overflow -1073741824
;; only: word=32
;; dialect: bare
(- -1073741824 1)
