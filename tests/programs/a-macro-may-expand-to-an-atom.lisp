;; An immediate, a string, a symbol or nil as expansion is evaluated in the form's place.
;; expect: (5 "s" 10 nil)
;; dialect: bare
(define x 10)
(defmacro five () 5)
(defmacro text () "s")
(defmacro variable () 'x)
(defmacro nothing () nil)
((lambda items items) (five) (text) (variable) (nothing))
