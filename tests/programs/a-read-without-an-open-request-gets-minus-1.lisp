;; A request without its NUL is not open. The end is for one read; the console's stays.
;; expect: (-1 -1 -1 0 0 0 1 97 -1 -1 -1 -1)
;; requests: - - A0 - -
;; arguments: a
;; dialect: bare
((lambda items items)
  (read-byte 1)
  (read-byte)
  (begin (write-byte 65 1) (write-byte 48 1) (read-byte 1))
  (begin (write-byte 0 1) (read-byte 1)) (read-byte 1) (read-byte 1) (read-byte 1) (read-byte 1)
  (read-byte)
  (read-byte 1) (read-byte 1) (read-byte))
