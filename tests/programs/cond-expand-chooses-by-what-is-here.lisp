;; The first clause whose requirement is met, in expressions, definitions and bodies.
;; expect: (1 2 3 4 5 6 nil (base write) inner)
(cond-expand
  (chicken (use-modules nowhere))
  (conscycle (define a 1) (define b 2))
  (else (define a 0)))
(define (inner)
  (cond-expand (full-unicode (define x 'wide)) ((not full-unicode) (define x 'inner)))
  x)
(list a b
      (cond-expand ((and conscycle (not r7rs)) 3) (else 0))
      (cond-expand ((or ratios lisp1 lisp2) 4) (else 0))
      (cond-expand ((library (srfi 1)) 0) (else 5))
      (cond-expand ((and) 6))
      (cond-expand ((or) 0))
      (cond-expand
        ((and (library (scheme base)) (library (scheme write))) '(base write))
        (else 0))
      (inner))
