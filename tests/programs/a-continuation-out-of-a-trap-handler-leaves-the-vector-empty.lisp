;; Only a return or a throw puts the handler back: after an escape the next fault halts.
;; trap: WrongType second
;; dialect: bare
(define cause
  (call/cc (lambda (k) (set-trap-handler! (lambda (cause culprit) (k cause))) (car 'first))))
(if (= cause 3) (car 'second) 'wrong)
