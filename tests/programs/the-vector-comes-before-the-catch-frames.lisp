;; A fault goes to the trap handler first; only a throw looks for a catch frame first.
;; expect: (resumed caught)
;; dialect: bare
(set-trap-handler! (lambda (cause culprit) 'resumed))
((lambda items items)
 (catch (lambda (c x) 'caught) (car 5))
 (catch (lambda (c x) 'caught) (throw 5)))
