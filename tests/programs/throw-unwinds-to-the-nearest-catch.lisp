;; throw passes the frames between, and applies the handler to cause 9 and the value.
;; expect: (1 9 ball 3)
;; dialect: bare
(define (deep n) (if (= n 0) (throw 'ball) (+ 1 (deep (- n 1)))))
(define (list . items) items)
((lambda (caught) (list 1 (car caught) (cdr caught) 3)) (catch cons (deep 20)))
