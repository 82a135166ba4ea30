;; Both names are one primitive.
;; expect: (true 5)
;; dialect: bare
((lambda items items)
 (eq? call/cc call-with-current-continuation)
 (call-with-current-continuation (lambda (k) (+ 1 (k 5)))))
