;; Library macros trap on forms they cannot expand.
;; expect: (3 4 3 3 4 3)
(define (code cause culprit) cause)
(list (catch code (let (x) 1)) (catch code (let)) (catch code (cond 5))
      (catch code (case 1 2)) (catch code (when)) (catch code (do ((i 0)) 5)))
