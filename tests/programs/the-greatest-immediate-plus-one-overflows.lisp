;; Overflow is a trap, not a wrap: 15-bit immediates end at 16383.
;; trap: Overflow 16383
;; only: word=16
;; dialect: bare
(+ 16383 1)
