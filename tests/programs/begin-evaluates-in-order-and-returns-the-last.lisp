;; begin evaluates left to right; without expressions it is nil.
;; expect: ((3 2 1) nil)
;; dialect: bare
(define trail nil)
(define (note x) (set! trail (cons x trail)))
((lambda items items) (begin (note 1) (note 2) (note 3)) (begin))
