;; Definitions in a body of let, let*, letrec, when or a named let stay where they belong.
;; expect: (3 outside)
(define x 'outside)
(list (let ((a 1)) (define x 2) (+ a x)) x)
