;; A rest parameter takes none, some or all of the operands.
;; expect: (nil (1 2) (1) (1 (2 3 4)))
;; dialect: bare
(define (all . rest) rest)
(define (one first . rest) (cons first (cons rest nil)))
(all (all) (all 1 2) ((lambda rest rest) 1) (one 1 2 3 4))
