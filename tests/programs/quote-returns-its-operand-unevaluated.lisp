;; quote returns its operand as it was read, whatever it holds.
;; expect: (a (b 1) "s" #\c :k nil true #(x 1) (p . q))
;; dialect: bare
'(a (b 1) "s" #\c :k nil #t #(x 1) (p . q))
