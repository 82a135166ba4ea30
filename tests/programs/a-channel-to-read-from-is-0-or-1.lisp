;; trap: BadIndex -1
;; dialect: bare
(read-byte -1)
