;; Immediates, strings, characters, vectors, keywords, nil and truth values need no quote.
;; expect: (1 -1 "s" #\c #(x) :k nil true false)
;; dialect: bare
((lambda items items) 1 -1 "s" #\c #(x) :k nil true false)
