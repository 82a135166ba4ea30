;; Quotients of 64-bit words with few bits and with many, of immediates and of NUMBER objects.
;; only: word=64
;; expect: (2 0 -1317624576693539401 2305843009213693951 1 -1 6 (5 . -4611686018427387904) -4611686018427387904 0 2)
;; dialect: bare
(define (list . items) items)
(define (caught thunk)
  (catch (lambda (cause culprit) (cons cause culprit)) (thunk)))
(list
  (remainder 65535 13)
  (quotient 3 4611686018427387903)
  (quotient 9223372036854775807 -7)
  (quotient 9223372036854775807 4)
  (quotient -9223372036854775808 -9223372036854775807)
  (remainder -9223372036854775808 9223372036854775807)
  (modulo -9223372036854775808 7)
  (caught (lambda () (quotient -4611686018427387904 -1)))
  (quotient -9223372036854775808 2)
  (remainder -9223372036854775808 -1)
  (modulo -1 3))
