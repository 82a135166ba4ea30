;; More than three operands are handed over as a list, in order.
;; expect: (1 2 3 4)
;; dialect: bare
((lambda (a b c d) (cons a (cons b (cons c (cons d nil))))) 1 2 3 4)
