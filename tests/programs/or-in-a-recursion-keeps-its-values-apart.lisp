;; The temporary of `or` is read again before anything else runs.
;; expect: (3 (2 (1 (0 leaf))))
(define (nest n)
  (or (and (= n 0) '(0 leaf)) (list n (or nil (nest (- n 1))))))
(nest 3)
