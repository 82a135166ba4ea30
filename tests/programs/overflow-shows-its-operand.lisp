;; A product that does not fit traps, and the culprit is the left operand of that step.
;; trap: Overflow 20000
;; dialect: bare
;; only: word=16
(* 20000 2)
