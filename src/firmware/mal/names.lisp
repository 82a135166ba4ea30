;; The names of mal that are the hardware's or the core library's, for its reference: nothing is defined here.

;;# Special forms
;;: (cond test x ...) -- The x behind the first test that is true. A macro.
;;> (cond false 1 :else 2) => 2

;;# Numbers
;;: (+ x ...) -- The sum. Integers have any size; there are ratios and floats.
;;> (+ 1 2) => 3
;;: (- x y ...) -- The first less the others; of one operand its negation.
;;> (- 5 3) => 2
;;: (* x ...) -- The product.
;;> (* 6 7) => 42
;;: (< x y ...) -- Does each come before the next?
;;> (< 1 2) => true
;;: (<= x y ...) -- Is each no greater than the next?
;;> (<= 2 2) => true
;;: (> x y ...) -- Is each greater than the next?
;;> (> 1 2) => false
;;: (>= x y ...) -- Is each no less than the next?
;;> (>= 1 2) => false
;;: (number? x) -- Is it a number?
;;> (number? 1) => true

;;# Equality and truth
;;: (nil? x) -- Is it nil?
;;> (nil? nil) => true

;;# Text
;;: (string? x) -- Is it a string?
;;> (string? "a") => true

;;# Symbols and keywords
;;: (symbol? x) -- Is it a symbol?
;;> (symbol? 'a) => true

;;# Functions, errors, metadata
;;: (fn? x) -- Is it a function? A macro is none.
;;> (fn? +) => true
;;: (throw x) -- Throws any value, to the nearest `try*`.
;;> (try* (throw 5) (catch* e e)) => 5

;;# The host
;;: (exit [n]) -- Ends the program or the shell, with an exit code.
;;: *ARGV* -- The arguments of the program, a list.
;;> *ARGV* => ()
;;: *host-language* -- The name of this machine.
;;> *host-language* => "conscycle"
;;: DEBUG-EVAL -- If this name is given a true value, the compiler shows what it compiles.
