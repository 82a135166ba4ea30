;; trap: BadIndex 2
;; dialect: bare
(write-byte 65 2)
