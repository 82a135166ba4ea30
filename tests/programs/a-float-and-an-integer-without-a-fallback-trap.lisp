;; Without a fallback a step of a float and an integer is the trap about the float, wherever it stands; one of a float
;; whose result is no immediate likewise.
;; expect: (1.5 1.5 2.5 1e30 2/3)
;; dialect: bare
;; only: word=32,64
(define (list . l) l)
(define one 1)
(define (culprit thunk) (catch (lambda (cause culprit) culprit) (funcall thunk)))
(list (culprit (lambda () (* 1.5 one)))
      (culprit (lambda () (+ one 1.5)))
      (culprit (lambda () (< 2.5 one)))
      (culprit (lambda () (%integer-part 1e30)))
      (culprit (lambda () (- (%make-ratio 2 3)))))
