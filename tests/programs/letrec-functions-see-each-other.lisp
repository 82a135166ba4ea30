;; letrec and letrec* bind before they evaluate.
;; expect: (true 6)
(list (letrec ((even (lambda (n) (if (= n 0) true (odd (- n 1)))))
               (odd (lambda (n) (if (= n 0) false (even (- n 1))))))
        (even 8))
      (letrec* ((a 2) (b (* a 3))) b))
