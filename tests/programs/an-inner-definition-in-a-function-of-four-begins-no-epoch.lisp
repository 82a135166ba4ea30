;; An inner definition of a function that has no locals in registers changes the first cell of an environment
;; that no note depends on.
;; expect: 4032
(defun weigh (a b c d)
  (define sum (+ a b))
  (define rest (- c d))
  (+ sum rest))
(defun total (n sum) (if (= n 0) sum (total (- n 1) (+ sum (weigh n n n n)))))
(total 63 0)
