;; funcall and %apply call primitives, lambdas, closures and continuations.
;; expect: (3 6 (1 2 3) 7 10)
;; dialect: bare
(define (list . items) items)
(list (funcall + 1 2)
      (%apply + '(1 2 3))
      (%apply list 1 '(2 3))
      (call/cc (lambda (k) (+ 1 (funcall k 7))))
      (funcall (funcall (lambda (n) (lambda (x) (* n x))) 5) 2))
