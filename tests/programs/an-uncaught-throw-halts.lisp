;; Without a catch frame and a handler the machine stops with the value thrown.
;; trap: UncaughtThrow (lost ball)
;; dialect: bare
(+ 1 (throw '(lost ball)))
