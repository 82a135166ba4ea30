;; What is unquoted is evaluated, also where its value is itself, or looks like a quoted template.
;; expect: ((5 b) (a . 5) #(1 2) (a "s" #\c nil :k true) (quote x) ((quote x)) #(unquote x) (1 2) 5)
(defmacro inc (v) `(set! ,v (+ ,v ,1)))
(define four 4)
(inc four)
(list `(,5 b) `(a . ,5) `#(,1 2) `(a ,"s" ,#\c ,nil ,:k ,true) `,''x `(,''x) `#(unquote x)
      `(,@'(1 2)) four)
