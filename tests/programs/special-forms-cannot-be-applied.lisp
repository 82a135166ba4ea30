;; funcall and %apply of a special form trap; of a macro they return the expansion.
;; expect: (2 2 (quote a))
;; dialect: bare
(define (code cause culprit) cause)
(defmacro quoted (x) (cons 'quote (cons x nil)))
((lambda items items)
 (catch code (funcall if 1 2 3)) (catch code (%apply quote '(1))) (funcall quoted 'a))
