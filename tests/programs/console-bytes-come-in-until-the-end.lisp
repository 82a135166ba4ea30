;; read-byte returns the bytes one by one, then -1 for ever.
;; expect: (97 10 98 -1 -1)
;; input: a\nb
;; dialect: bare
((lambda items items) (read-byte) (read-byte) (read-byte) (read-byte) (read-byte))
