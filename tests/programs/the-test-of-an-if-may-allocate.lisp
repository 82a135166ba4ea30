;; The value of a test may come in a cycle that writes: the branches are then asked for a cycle later.
;; expect: (1 2 (3 . 4) 5)
(define cell (cons 0 0))
(list (if (cons 0 0) 1 0)
      (if (set-car! cell nil) 0 2)
      (if (set-cdr! cell false) 0 (begin (set-car! cell 3) (set-cdr! cell 4) cell))
      (if (define (f) 0) 5 0))
