;; The inner catch takes the first throw; a throw in its handler goes to the outer one.
;; expect: ((9 . 1) (9 . 2))
;; dialect: bare
((lambda items items)
 (catch (lambda (c x) 'outer) (catch cons (throw 1)))
 (catch cons (catch (lambda (c x) (throw (+ x 1))) (throw 1))))
