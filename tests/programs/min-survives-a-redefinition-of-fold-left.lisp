;; The library calls its own helpers by names that programs leave alone.
;; expect: (1 3 6 "ab")
(define (fold-left . x) 'wrong)
(define (list-copy . x) 'wrong)
(list (min 3 1 2) (max 3 1 2) (gcd 12 18) (string-append "a" "b"))
