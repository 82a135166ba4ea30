;; A body of case may use case, or, and cond.
;; expect: (yes 1)
(case 1
  ((1) (list (case 2 ((1) 'no) ((2) (or false 'yes))) 1))
  (else 'no))
