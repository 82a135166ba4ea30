;; Code is a list: who writes over it while it is in use changes what it does from then on.
;; expect: (9 5 10 -10)
(define code '(+ 7 2))
(define (again) (eval code))
(list (again)
      (begin (set-car! code '-) (again))
      (begin (set-car! (cdr code) 12) (again))
      (begin (set-cdr! code '(10)) (again)))
