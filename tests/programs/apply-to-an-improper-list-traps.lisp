;; The operand list is checked cell by cell.
;; trap: WrongType 3
;; dialect: bare
(%apply + '(1 2 . 3))
