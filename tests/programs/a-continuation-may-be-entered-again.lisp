;; Values collected before the capture are there again each time.
;; expect: ((10 1 5) (10 2 5) (10 3 5))
;; dialect: bare
(define again nil)
(define results nil)
(define count 0)
(define (list . items) items)
(define (reverse l done) (if (null? l) done (reverse (cdr l) (cons (car l) done))))
(define (run)
  (set! results (cons (list 10 (call/cc (lambda (k) (set! again k) 1)) 5) results)))
(run)
(set! count (+ count 1))
(if (< count 3) (again (+ count 1)))
(reverse results nil)
