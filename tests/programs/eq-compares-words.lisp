;; Equal integers, characters and symbols are one word; strings and pairs are not.
;; expect: (true true true true false false)
;; dialect: bare
((lambda items items)
 (eq? 100 (+ 99 1)) (eq? #\a (integer->char 97)) (eq? 'a 'a) (eq? nil '())
 (eq? "a" "a") (eq? (cons 1 2) (cons 1 2)))
