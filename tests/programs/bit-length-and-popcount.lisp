;; Bits without the sign, and those that differ from it; of an immediate and of a NUMBER.
;; expect: ((0 0 1 1 2 2 3 8 8 14 14 15) (0 0 1 1 1 1 2 1 8 14 14 15))
;; dialect: bare
(define (list . items) items)
(list
 (list (bit-length 0) (bit-length -1) (bit-length 1) (bit-length -2) (bit-length 2) (bit-length -3)
       (bit-length 5) (bit-length 128) (bit-length -256) (bit-length 16383) (bit-length -16384)
       (bit-length 32767))
 (list (popcount 0) (popcount -1) (popcount 1) (popcount -2) (popcount 2) (popcount -3)
       (popcount 5) (popcount 128) (popcount -256) (popcount 16383) (popcount -16384)
       (popcount 32767)))
