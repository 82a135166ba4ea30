;; A product of 64-bit words comes two cycles after its factors; it overflows as all results do.
;; only: word=64
;; expect: (12 4611686014132420609 -4611686018427387904 120 0 4611686018427387903 (5 . 4611686018427387903) 0)
;; dialect: bare
(define (list . items) items)
(define (caught thunk)
  (catch (lambda (cause culprit) (cons cause culprit)) (thunk)))
(list
  (* 3 4)
  (* 2147483647 2147483647)
  (* 2 -2305843009213693952)
  (* 1 2 3 4 5)
  (* 9223372036854775807 0 5 (* -9 3))
  (* (* 3 1537228672809129301))
  (caught (lambda () (* 4611686018427387903 2)))
  (* 0 -9223372036854775808))
