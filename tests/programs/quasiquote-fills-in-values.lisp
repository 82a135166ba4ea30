;; unquote, unquote-splicing, dotted tails and vectors.
;; expect: ((1 2 3) (1 2 3 4) (1 2 3) (1 . 2) #(1 2 3 4) (quote a) 5 x)
(define two 2)
(define more '(2 3))
(list `(1 ,two 3) `(1 ,@more 4) `(1 ,@more) `(1 . ,two) `#(1 ,@more 4) `'a `,(+ 2 3) `x)
