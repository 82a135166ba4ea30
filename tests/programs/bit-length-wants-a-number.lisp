;; An operand that is no number is the fault of its step.
;; trap: WrongType a
;; dialect: bare
(bit-length 'a)
