;; Elements are then nil, characters blanks.
;; expect: (#(nil nil) "  " #(7 7) "xx" 4 4)
(list (make-vector 2) (make-string 2) (make-vector 2 7) (make-string 2 #\x)
      (catch (lambda (cause culprit) cause) (make-vector 2 7 7))
      (catch (lambda (cause culprit) cause) (make-string)))
