;; set! of a name with a function replaces what a call of that name calls.
;; expect: (1 2)
(define (f) 1)
(define before (f))
(set! f (lambda () 2))
(list before (f))
