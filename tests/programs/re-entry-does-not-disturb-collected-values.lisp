;; Four operands and a continuation in the third: the second time round the first two are unchanged.
;; expect: ((1 2 b 4) (1 2 a 4))
;; dialect: bare
(define k2 nil)
(define seen nil)
(define (list . items) items)
(set! seen (cons (list 1 2 (call/cc (lambda (k) (set! k2 k) 'a)) 4) seen))
(if k2 ((lambda (k) (set! k2 nil) (k 'b)) k2))
seen
