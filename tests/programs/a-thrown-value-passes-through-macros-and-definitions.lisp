;; Frames of every kind are unwound: define, set!, if, begin, an operator, an expansion.
;; expect: ((9 . 1) (9 . 2) (9 . 3) (9 . 4) (9 . 5) (9 . 6) (9 . 7))
;; dialect: bare
(define x 0)
(defmacro thrower () (throw 6))
((lambda items items)
 (catch cons (define x (throw 1))) (catch cons (set! x (throw 2)))
 (catch cons (if (throw 3) 1 2)) (catch cons (begin (throw 4) 1))
 (catch cons ((throw 5) 1)) (catch cons (thrower)) (catch cons (catch (throw 7) 1)))
