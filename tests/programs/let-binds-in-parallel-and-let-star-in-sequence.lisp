;; let's values do not see its variables; let* does one after the other.
;; expect: (10 1 3 7 9)
(define x 10)
(list (let ((x 1) (y x)) y)
      (let ((x 1)) x)
      (let* ((x 1) (y (+ x 1)) (z (+ y 1))) z)
      (let () 7)
      (let* () (define y 9) y))
