;; A handler may throw past its own frame; it stands in the vector again afterwards.
;; expect: ((9 . a) (9 . b))
;; dialect: bare
(set-trap-handler! (lambda (cause culprit) (throw culprit)))
((lambda items items) (catch cons (+ 1 (car 'a))) (catch cons (+ 1 (car 'b))))
