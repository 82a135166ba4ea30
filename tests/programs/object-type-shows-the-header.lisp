;; object-type is type + 16 * subtype; immediates count as numbers.
;; only: namespace=lisp2
;; expect: (0 2 1 3 19 19 5 7 8 6 22 38 54 70 86)
(defmacro m () 1)
(map object-type
     (list nil 5 '(1) 'a :k true "s" #(1) #\a
           car
           (symbol-function 'if)
           (lambda () 1)
           ((lambda (x) (lambda () x)) 1)
           (symbol-function 'm)
           (call/cc (lambda (k) k))))
