;; A byte is looked at before its channel.
;; expect: ((3 . a) (10 . 256) (3))
;; dialect: bare
((lambda items items)
  (catch cons (write-byte 65 'a))
  (catch cons (write-byte 256 'a))
  (catch cons (read-byte nil)))
