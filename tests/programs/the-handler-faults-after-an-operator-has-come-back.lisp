;; The handler has the wrong number of operands. That fault's origin is the combination whose
;; operator was no function.
;; trap: WrongArity #<primitive throw>
;; dialect: bare
(set-trap-handler! throw)
((lambda (a) ((car (cons a a)) 5)) 2)
