;; Clauses with a body, without one, with => and with else.
;; expect: (b 2 (found . 3) e nil)
(list (cond (nil 'a) (true 'b) (else (car 5)))
      (cond (false 1) ((+ 1 1)))
      (cond ((assv 3 '((1 . 2) (3 . found))) => (lambda (p) (cons (cdr p) (car p)))) (else 1))
      (cond (nil 1) (else 'd 'e))
      (cond (false 1)))
