;; A catch frame outside takes the handler's fault, and the handler is in the vector again after.
;; expect: ((3 . inner) (3 . inner))
;; dialect: bare
(set-trap-handler! (lambda (cause culprit) (car 'inner)))
((lambda items items) (catch cons (car 'outer)) (catch cons (car 'outer)))
