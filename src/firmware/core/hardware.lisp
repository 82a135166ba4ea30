;; The hardware's names in the core dialect, for the library's reference: nothing is defined here. In all texts of the
;; firmware, a call and what it does stand behind two semicolons and a colon, an example and its value behind two and
;; a greater-than sign, or two of these if it is for wider words than those of 16 bits; two and a number sign begin a section of the reference.

;;# Constants
;;: nil -- The empty list, which is false; '() is the same. It cannot be bound.
;;> nil => nil
;;: true -- The true value that predicates give. It cannot be bound.
;;> true => true
;;: false -- False. All but nil and false is true. It cannot be bound.
;;> (if false 1 2) => 2

;;# Special forms
;;: (quote x) -- The datum itself, not evaluated; 'x is short for it.
;;> (quote (a b)) => (a b)
;;: (if test then [else]) -- The value of `then`, or if the test is nil or false that of `else`, nil without one.
;;> (if (< 1 2) 'less 'more) => less
;;: (begin x ...) -- Evaluates each in order; the value of the last, nil of none.
;;> (begin 1 2 3) => 3
;;: (catch handler x ...) -- As `begin`; if that throws or traps, the value is that of the handler, applied to the
;;:   cause's number and the culprit. What is thrown has the cause 9.
;;> (catch (lambda (cause culprit) (list cause culprit)) (car 5)) => (3 5)
;;: (lambda parameters x ...) -- A function. The parameters are a list of names, or a name for the list of all
;;:   operands, or a list with such a name behind a dot.
;;> (funcall (lambda (x . rest) (list x rest)) 1 2 3) => (1 (2 3))
;;: (define name x) -- Gives a name a value: a global one, or inside of a body a local one. A function goes to the
;;:   name's function cell in a Lisp-2. (define (name parameter ...) x ...) defines a function. The value is the
;;:   symbol.
;;> (begin (define (twice x) (* 2 x)) (twice 4)) => 8
;;: (set! name x) -- Gives a variable that has a value another one, which is the value of the form.
;;> (let ((x 1)) (set! x 5) (+ x 1)) => 6
;;: (defun name parameters x ...) -- Defines a function, in the name's function cell.
;;> (begin (defun thrice (x) (* 3 x)) (thrice 4)) => 12
;;: (defmacro name parameters x ...) -- Defines a macro: a function from the operands, not evaluated, to what is
;;:   evaluated in their place. The call is replaced by that when it is evaluated first. (defmacro (name parameter
;;:   ...) x ...) is the same.
;;> (begin (defmacro (unless2 test x) (list 'if test nil x)) (unless2 false 7)) => 7

;;# Arithmetic
;;: (+ x ...) -- The sum. Without operands 0.
;;> (+ 1 2) => 3
;;> (+ 1 2 3 4) => 10
;;: (- x y ...) -- The first less the others; of one operand its negation.
;;> (- 7 2) => 5
;;> (- 7) => -7
;;: (* x ...) -- The product. Without operands 1.
;;> (* 3 4) => 12
;;: (/ x y ...) -- The exact quotient, a ratio if it is no integer; of one operand that of 1 and it. With words of 16
;;:   bits quotients that are no integers are the trap WrongType.
;;> (/ 6 3) => 2
;;> (/ 6 4) => 3/2
;;: (quotient x y) -- The quotient of integers without its fraction.
;;> (quotient 17 5) => 3
;;> (quotient -17 5) => -3
;;: (remainder x y) -- What `quotient` leaves: it has the sign of x.
;;> (remainder -17 5) => -2
;;: (modulo x y) -- The remainder with the sign of y.
;;> (modulo -17 5) => 3
;;: (= x y ...) -- Are the numbers equal, by value?
;;> (= 2 2) => true
;;: (< x y ...) -- Does each come before the next?
;;> (< 1 2) => true
;;> (< 1 2 2) => false
;;: (> x y ...) -- Is each greater than the next?
;;> (> 2 1) => true
;;: (<= x y ...) -- Is each no greater than the next?
;;> (<= 1 2) => true
;;: (>= x y ...) -- Is each no less than the next?
;;> (>= 2 1) => true
;;: (bitwise-and n ...) -- Bits that are 1 in all of the integers; negative ones are in two's complement, as wide as
;;:   it takes. Without operands -1.
;;> (bitwise-and 12 10) => 8
;;: (bitwise-or n ...) -- Bits that are 1 in one of the integers or more.
;;> (bitwise-or 12 10) => 14
;;: (bitwise-xor n ...) -- Bits that are 1 in an odd number of the integers.
;;> (bitwise-xor 12 10) => 6
;;: (arithmetic-shift n k) -- The integer n shifted left by k bits; right by -k, with its sign kept.
;;> (arithmetic-shift 3 4) => 48
;;> (arithmetic-shift -48 -4) => -3
;;: (bit-length n) -- How many bits the integer has without its sign; of a negative n those of -n-1.
;;> (bit-length 255) => 8
;;: (popcount n) -- How many of these bits are 1.
;;> (popcount 255) => 8
;;: (sqrt x) -- The square root: exact if it is rational and x is exact, else a float; of a negative number an error.
;;:   With words of 16 bits, which have no floats, it is the trap Overflow.
;;> (sqrt 2.25) => 1.5
;;>> (sqrt 144) => 12
;;: (floor x) -- The greatest integer that is not above x; of a float as a float.
;;> (floor 2.5) => 2.0
;;> (floor 5/2) => 2
;;: (ceiling x) -- The least integer that is not below x; of a float as a float.
;;> (ceiling 2.5) => 3.0
;;> (ceiling 5/2) => 3
;;: (round x) -- The nearest integer, of two the even one; of a float as a float.
;;> (round 2.5) => 2.0
;;> (round 7/2) => 4
;;: (inexact x) -- The float nearest to x.
;;> (inexact 1/3) => 0.3333333333333333
;;> (inexact 3) => 3.0
;;: (exact->inexact x) -- The older name of `inexact`.
;;> (exact->inexact 3) => 3.0
;;: (cycles) -- The low bits of the cycle counter, as an immediate that is not negative. Two differences tell what
;;:   something costs.

;;# Kinds of numbers
;;: (number? x) -- Is x a number of any kind?
;;> (number? 1/2) => true
;;> (number? 1) => true
;;: (exact-integer? x) -- Is x an integer that is no float?
;;> (exact-integer? 2.0) => false
;;> (exact-integer? 2) => true
;;: (integer? x) -- Is x an integer? A float may be one.
;;> (integer? 2.0) => true
;;> (integer? 5/2) => false
;;: (float? x) -- Is x a float?
;;> (float? 2.0) => true
;;> (float? 2) => false
;;: (ratio? x) -- Is x a ratio: an exact number that is no integer?
;;> (ratio? 1/2) => true
;;> (ratio? 2) => false
;;: (bignum? x) -- Is x an integer that is no immediate and no NUMBER: a row of digits in memory?
;;> (bignum? 12345678901234567890) => true
;;> (bignum? 2) => false

;;# Pairs and symbols
;;: (cons x y) -- A new pair.
;;> (cons 1 2) => (1 . 2)
;;: (car x) -- The first of a pair.
;;> (car '(1 2)) => 1
;;: (cdr x) -- The second of a pair.
;;> (cdr '(1 2)) => (2)
;;: (set-car! x y) -- Replaces the first of a pair; the value is y.
;;> (let ((p (list 1 2))) (set-car! p 9) p) => (9 2)
;;: (set-cdr! x y) -- Replaces the second of a pair; the value is y.
;;> (let ((p (list 1 2))) (set-cdr! p 9) p) => (1 . 9)
;;: (eq? x y) -- Are they the same word: the same immediate, or the same object?
;;> (eq? 'a 'a) => true
;;> (eq? 1 2) => false
;;: (not x) -- True for nil and false.
;;> (not nil) => true
;;> (not 1) => false
;;: (null? x) -- Is it nil?
;;> (null? '()) => true
;;> (null? '(1)) => false
;;: (pair? x) -- Is it a pair?
;;> (pair? '(1)) => true
;;> (pair? 1) => false
;;: (symbol? x) -- Is it a symbol that can be bound: not true, false or a keyword?
;;> (symbol? 'a) => true
;;> (symbol? :a) => false
;;: (string? x) -- Is it a string?
;;> (string? "a") => true
;;> (string? 1) => false
;;: (procedure? x) -- Is it a function, a macro or a continuation?
;;> (procedure? car) => true
;;> (procedure? 1) => false
;;: (vector? x) -- Is it a vector?
;;> (vector? #(1)) => true
;;> (vector? 1) => false
;;: (char? x) -- Is it a character?
;;> (char? #\a) => true
;;> (char? 1) => false
;;: (object-type x) -- The type and subtype of an object, as type + 16 * subtype: bits 7 to 1 of its header; 2 of an
;;:   immediate, 0 of nil.
;;> (object-type 5) => 2
;;> (object-type '(1)) => 1
;;: (symbol-name x) -- The name of a symbol, a string.
;;> (symbol-name 'abc) => "abc"
;;: (symbol->string x) -- The same.
;;> (symbol->string 'abc) => "abc"
;;: (symbol-value x) -- What is in the value cell of a symbol; a trap if it is empty.
;;> (begin (define twelve 12) (symbol-value 'twelve)) => 12
;;: (symbol-function x) -- What is in the function cell of a symbol, nil if it is empty.
;;> (symbol-function 'no-such-function) => nil
;;: (set-symbol-value! x y) -- Fills the value cell of a symbol; the value is y.
;;> (set-symbol-value! 'thirteen 13) => 13
;;: (set-symbol-function! x y) -- Fills the function cell of a symbol; the value is y.
;;> (begin (set-symbol-function! 'first car) (procedure? (symbol-function 'first))) => true
;;: (make-symbol s [x]) -- A new symbol with that name, which no program can have written; if x is true it is a
;;:   constant.
;;> (symbol-name (make-symbol "g")) => "g"

;;# Strings, characters, vectors of the hardware
;;: (string-length s) -- How many characters a string has.
;;> (string-length "abc") => 3
;;: (string-ref s n) -- The character at an index, from 0 on.
;;> (string-ref "abc" 1) => #\b
;;: (string-set! s n c) -- Replaces the character at an index; the value is c.
;;> (let ((s (string-copy "abc"))) (string-set! s 1 #\x) s) => "axc"
;;: (vector-length v) -- How many elements a vector has.
;;> (vector-length #(1 2)) => 2
;;: (vector-ref v n) -- The element at an index, from 0 on.
;;> (vector-ref #(1 2) 1) => 2
;;: (vector-set! v n x) -- Replaces the element at an index; the value is x.
;;> (let ((v (vector 1 2))) (vector-set! v 0 9) v) => #(9 2)
;;: (char->integer c) -- The code of a character, 0 to 255.
;;> (char->integer #\A) => 65
;;: (integer->char n) -- The character with a code.
;;> (integer->char 66) => #\B

;;# Control
;;: (funcall f x ...) -- Applies a function to operands. In a Lisp-2, (f x) would apply what is in the function cell
;;:   of f.
;;> (funcall + 1 2) => 3
;;: (eval x) -- Evaluates a datum in the global environment.
;;> (eval '(+ 1 2)) => 3
;;: (call/cc f) -- Applies f to the continuation: a function of one value that goes on from here with it, as often
;;:   as it is called.
;;> (+ 1 (call/cc (lambda (k) (funcall k 41)))) => 42
;;: (call-with-current-continuation f) -- The same.
;;> (call-with-current-continuation (lambda (k) 5)) => 5
;;: (throw x) -- Unwinds to the nearest `catch`, whose handler gets the cause 9 and x; without one, the machine
;;:   traps.
;;> (catch (lambda (cause culprit) culprit) (throw 'stop)) => stop
;;: (set-trap-handler! f) -- From now on a fault applies f to the cause and the culprit, and f's value stands for
;;:   what has trapped; nil for no handler. The value is the one before. A `catch` inside of which the fault is comes
;;:   first.
;;> (set-trap-handler! nil) => nil
;;: (exit [x]) -- Ends the program. Its exit code is x, 0 to 255; 0 without x or if that is true, else 1.
;;: (procedure-environment f) -- The environment that a function was made in, nil if it has none: a list whose
;;:   elements are pairs of a symbol and its value.
;;> (procedure-environment car) => nil
;;: (set-number-fallback! v) -- From now on arithmetic applies elements of the vector v where it would trap: section
;;:   9.6 of the manual. nil for none. The value is the one before.

;;# Console of the hardware
;;: (read-byte [n]) -- The next byte of channel n, 0 the console, 1 the host; -1 at the end. The machine waits for
;;:   it.
;;: (write-byte n [m]) -- Sends a byte to channel m; the value is n.
;;> (write-byte 65) => 65
