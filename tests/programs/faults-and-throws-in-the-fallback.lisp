;; The fallback stays armed while a trap handler runs; the handler's value goes on in it, a throw leaves it.
;; expect: (((6 . 1) (9 . thrown) (9 . thrown)) (8 (+ handler 3) 6) (2 . 5))
;; dialect: bare
(define (list . items) items)
(define table (make-vector 10 nil))
(vector-set! table 0
  (lambda (x y)
    (if (eq? x 'a) (quotient 'zero 0)
        (if (eq? x 'b) (throw 'thrown)
            (if (eq? x 'c) (car 5) (list '+ x y))))))
(vector-set! table 4 5)
(vector-set! table 5 (lambda (x y) (begin (set-number-fallback! table) (quotient 1 y))))
(set-number-fallback! table)
(define (code cause culprit) (cons cause culprit))
(define caught (list (catch code (+ 'a 1 2)) (catch code (+ 1 2 (+ 'b 3) 4)) (catch code (+ 'b 1 2 3))))
(set-trap-handler! (lambda (cause culprit) (if (eq? culprit 5) 4 (+ 'handler cause))))
(define resumed (list (+ 'c 1 2 2) (car 'handler) (+ 'c 1 2)))
(set-trap-handler! nil)
(list caught resumed (catch code (* 'x 2 3)))
