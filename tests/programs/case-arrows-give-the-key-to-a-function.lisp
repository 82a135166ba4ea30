;; `=>` in a clause of case, and after else.
;; expect: (6 -7 (2 . 1) none)
(define (key x) (case x ((1 2) => (lambda (n) (* n 6))) ((nothing) 'none) (else => -)))
(list (key 1) (key 7)
      (case 1 ((1) => (case 2 (else => (lambda (m) (lambda (n) (cons m n)))))))
      (key 'nothing))
