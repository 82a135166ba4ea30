;; The trap vector is read by writing it.
;; expect: (nil #<primitive cons>)
;; dialect: bare
((lambda items items) (set-trap-handler! cons) (set-trap-handler! nil))
