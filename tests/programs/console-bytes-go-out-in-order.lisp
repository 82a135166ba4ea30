;; write-byte sends a byte and returns it.
;; expect: 10
;; console: Hi\n
;; dialect: bare
(write-byte 72)
(write-byte 105)
(write-byte 10)
