;; The name is bound in the body only: the values are evaluated outside.
;; expect: (45 (3 2 1) outer)
(define (name) 'outer)
(list (let loop ((i 0) (sum 0)) (if (= i 10) sum (loop (+ i 1) (+ sum i))))
      (let collect ((i 1) (l nil)) (if (> i 3) l (collect (+ i 1) (cons i l))))
      (let again ((x (name))) x))
