;; expect: (65 65 120 -1)
;; input: x
;; console: AA
;; dialect: bare
((lambda items items) (write-byte 65) (write-byte 65 0) (read-byte 0) (read-byte))
