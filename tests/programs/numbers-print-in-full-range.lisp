;; The least immediate and NUMBER objects print without negation.
;; expect: ("-16384" "16383" "0" "-32768" "20000")
;; only: word=16
(map number->string '(-16384 16383 0 -32768 20000))
