;; A wrong type traps with the operand as culprit, in whichever place it stands.
;; expect: ((3 . a) (3 . 1) (3 . 2) (3 . x) (3 . 5) (3 . "s") (3 . y))
;; dialect: bare
((lambda items items)
 (catch cons (+ 1 'a)) (catch cons (cdr 1)) (catch cons (string-ref 2 0))
 (catch cons (vector-ref #(1) 'x)) (catch cons (string-set! (make-string 1 #\a) 0 5))
 (catch cons (char->integer "s")) (catch cons (make-string 2 'y)))
