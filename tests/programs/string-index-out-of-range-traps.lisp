;; An index equal to the length is out of range.
;; trap: BadIndex 3
;; dialect: bare
(string-ref "abc" 3)
