;; What is no decimal integer is false.
;; expect: (12 -345 7 0 false false false false false)
(map string->number '("12" "-345" "+7" "000" "" "-" "+" "1x" "--1"))
