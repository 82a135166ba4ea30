;; The culprit is the symbol, as variable and as operator.
;; expect: ((1 . nowhere) (1 . no-function))
;; dialect: bare
((lambda items items) (catch cons nowhere) (catch cons (no-function 1)))
