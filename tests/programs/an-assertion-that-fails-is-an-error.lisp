;; assert throws the form.
;; trap: UncaughtThrow ("assertion failed" (= 1 2))
(assert (= 1 1))
(assert (= 1 2))
