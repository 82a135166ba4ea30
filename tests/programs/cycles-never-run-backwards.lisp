;; The counter grows between two reads.
;; expect: true
;; dialect: bare
((lambda (before) (< before (cycles))) (cycles))
