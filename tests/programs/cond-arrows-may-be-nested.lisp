;; The value tested reaches the function, whatever else the clause evaluates.
;; expect: ((1 2) 3)
(list (cond (1 => (or nil (cond (2 => (lambda (inner) (lambda (outer) (list outer inner))))))))
      (cond (nil => car) ((cond (3 => (lambda (x) x))) => (lambda (x) x))))
