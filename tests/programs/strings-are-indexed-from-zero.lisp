;; Strings of odd and even length keep their characters apart; string-set! returns the value stored.
;; expect: ("xxxxx" 5 #\x #\y "xyxxz" "")
;; dialect: bare
(define s (make-string 5 #\x))
(define (list . items) items)
(define before (make-string 5 #\x))
(list before (string-length s) (string-ref s 4) (string-set! s 1 #\y)
      (begin (string-set! s 4 #\z) s) (make-string 0 #\a))
