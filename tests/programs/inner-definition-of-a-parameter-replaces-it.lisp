;; Defining a name that is the first parameter of the same body replaces the parameter.
;; expect: 7
;; dialect: bare
((lambda (a) (define a 7) a) 1)
