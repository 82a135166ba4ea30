;; write-string sends the characters; integer? and number? are one primitive.
;; expect: (nil true)
;; console: a"b\n
(define result (write-string "a\"b\n"))
(list result (integer? 5))
