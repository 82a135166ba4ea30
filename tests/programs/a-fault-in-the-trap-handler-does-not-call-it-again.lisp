;; While the handler runs the vector is empty: a fault in it halts the machine.
;; trap: WrongType inner
;; dialect: bare
(set-trap-handler! (lambda (cause culprit) (car 'inner)))
(car 'outer)
