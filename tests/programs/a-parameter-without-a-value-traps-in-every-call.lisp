;; A parameter may be given what a symbol without a value holds: it is unbound then.
;; expect: (false 1 1 false)
(define (opposite x) (begin (not x)))
(define (of-nothing)
  (catch (lambda (cause culprit) cause) (opposite (symbol-value 'nothing))))
(list (opposite 5) (of-nothing) (of-nothing) (opposite 5))
