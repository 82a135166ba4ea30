;; A negative index is out of range.
;; trap: BadIndex -1
;; dialect: bare
(vector-ref #(1 2 3) -1)
