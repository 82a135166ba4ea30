;; The names of EulerLisp that are the hardware's, the core library's, or made by a table, and those of pqueue.lisp, the
;; text that is read last: the image has where that ends. For the reference; nothing is defined here.

;;# Forms
;;: (call/cc f) -- Applies f to the continuation, which may be called as often as is wanted.
;;> (+ 1 (call/cc (fn (k) (k 41)))) => 42
;;: nil -- The empty list.
;;> nil => '()

;;# Arithmetic
;;: (+ x ...) -- The sum.
;;> (+ 1 2) => 3
;;> (+ 1.5 2.25) => 3.75
;;: (- x y ...) -- The difference; of one operand its negation.
;;> (- 5 3) => 2
;;: (* x ...) -- The product.
;;> (* 6 7) => 42
;;: (/ x y ...) -- The exact quotient.
;;> (/ 10 5) => 2
;;> (/ 1 3) => 1/3
;;: (div x y z ...) -- The quotient of integers, truncated.
;;> (div 17 5) => 3
;;: (% x y) -- The remainder, with the sign of x.
;;> (% -17 5) => -2
;;> (% 1000003 97) => 30
;;: (mod x n) -- The remainder from 0 to n - 1.
;;> (mod -17 5) => 3
;;: (inc x) -- x + 1.
;;> (inc 4) => 5
;;: (dec x) -- x - 1.
;;> (dec 4) => 3
;;: (max x y z ...) -- The greatest.
;;> (max 1 3 2) => 3
;;: (min x y z ...) -- The least.
;;> (min 3 1 2) => 1
;;: (<< n k) -- n shifted left by k bits.
;;> (<< 3 4) => 48
;;: (>> n k) -- n shifted right.
;;> (>> 48 4) => 3
;;: (bitwise-and n m k ...) -- Bits that are 1 in all.
;;> (bitwise-and 12 10) => 8
;;: (bitwise-or n m k ...) -- Bits that are 1 in one or more.
;;> (bitwise-or 12 10) => 14
;;: (bitwise-xor n m k ...) -- Bits that are 1 in an odd number.
;;> (bitwise-xor 12 10) => 6
;;: (bitwise-not n) -- Every bit the other.
;;> (bitwise-not 5) => -6

;;# Comparison and kinds
;;: (= x y z ...) -- Are they equal: numbers by value, strings, lists and vectors by what they hold?
;;> (= 2 2) => #t
;;> (= (list 1 2) (list 1 2)) => #t
;;: (equal? x y z ...) -- The same.
;;> (equal? "a" "a") => #t
;;: (!= x y) -- Are they not equal?
;;> (!= 1 2) => #t
;;: (< x y z ...) -- Does each come before the next: numbers, characters, strings, pairs?
;;> (< 1 2) => #t
;;: (<= x y z ...) -- Is each no greater than the next?
;;> (<= 2 2) => #t
;;: (> x y z ...) -- Is each greater than the next?
;;> (> 1 2) => #f
;;: (>= x y z ...) -- Is each no less than the next?
;;> (>= 1 2) => #f
;;: (not x) -- True for #f and the empty list.
;;> (not #f) => #t
;;: (zero? x) -- Is it 0?
;;> (zero? 0) => #t
;;: (positive? x) -- Is it greater than 0?
;;> (positive? 5) => #t
;;: (negative? x) -- Is it less than 0?
;;> (negative? 5) => #f
;;: (even? n) -- Is it even?
;;> (even? 4) => #t
;;: (odd? n) -- Is it odd?
;;> (odd? 4) => #f
;;: (bool? x) -- Is it #t or #f?
;;> (bool? #t) => #t
;;: (integer? x) -- Is it an exact integer?
;;> (integer? 5) => #t
;;> (integer? 1.5) => #f
;;: (rational? x) -- Is it exact and no integer?
;;> (rational? (/ 1 2)) => #t
;;: (float? x) -- Is it a float?
;;> (float? 1.5) => #t
;;> (float? 1) => #f
;;: (string? x) -- Is it a string?
;;> (string? "a") => #t
;;> (string? 1) => #f
;;: (pair? x) -- Is it a pair?
;;> (pair? '(1)) => #t
;;> (pair? 1) => #f
;;: (nil? x) -- Is it the empty list?
;;> (nil? '()) => #t
;;> (nil? 1) => #f

;;# Real numbers
;;: (number->float x) -- The nearest float.
;;> (number->float (/ 1 3)) => 0.3333333333333333

;;# Pairs and lists
;;: (cons a b) -- A pair.
;;> (cons 1 2) => (1 . 2)
;;: (fst p) -- The first of a pair.
;;> (fst '(1 2)) => 1
;;: (rst p) -- The rest.
;;> (rst '(1 2)) => (2)
;;: (set-fst! p x) -- Replaces the first.
;;> (let ((p (list 1 2))) (set-fst! p 9) p) => (9 2)
;;: (set-rst! p x) -- Replaces the rest.
;;> (let ((p (list 1 2))) (set-rst! p 9) p) => (1 . 9)
;;: (ffst p) (frst p) (rfst p) (rrst p) (fffst p) (ffrst p) (frfst p) (frrst p) (rffst p) (rfrst p) (rrfst p) (rrrst
;;:   p) (ffffst p) (fffrst p) (ffrfst p) (ffrrst p) (frffst p) (frfrst p) (frrfst p) (frrrst p) (rfffst p) (rffrst p)
;;:   (rfrfst p) (rfrrst p) (rrffst p) (rrfrst p) (rrrfst p) (rrrrst p) -- `fst` and `rst`, two to four of them, read
;;:   from the left: (frst p) is (fst (rst p)).
;;> (frst (list 1 2 3)) => 2
;;> (rrrst (list 1 2 3 4)) => (4)
;;: (list x ...) -- A list.
;;> (list 1 2 3) => (1 2 3)

;;# Functions of lists
;;: (apply f l) -- Applies f to the elements.
;;> (apply + (list 1 2 3)) => 6

;;# Vectors
;;: (vector-length v) -- How many elements it has.
;;> (vector-length (vector 1 2)) => 2
;;: (vector-ref v i) -- The element at an index.
;;> (vector-ref (vector 1 2) 1) => 2
;;: (vector-set! v i x) -- Replaces it.
;;> (let ((v (vector 1 2))) (vector-set! v 0 9) (vector->list v)) => (9 2)
;;: (bitvector-and n m k ...) -- An older name of `bitwise-and`.
;;> (bitvector-and 12 10) => 8
;;: (bitvector-or n m k ...) -- An older name of `bitwise-or`.
;;> (bitvector-or 12 10) => 14
;;: (bitvector-xor n m k ...) -- An older name of `bitwise-xor`.
;;> (bitvector-xor 12 10) => 6

;;# Text
;;: (string-length s) -- How many bytes it has.
;;> (string-length "abc") => 3
;;: (string-get s i) -- The character at an index.
;;> (char->integer (string-get "abc" 1)) => 98
;;: (string->chars s) -- A list of the characters.
;;> (length (string->chars "ab")) => 2
;;: (char->integer c) -- The code of a character.
;;> (char->integer #\A) => 65
;;: (char-numeric? c) -- Is it a digit?
;;> (char-numeric? #\7) => #t
;;: (char-alphabetic? c) -- Is it a letter?
;;> (char-alphabetic? #\7) => #f
;;: (char-whitespace? c) -- Is it a blank, a tab, an end of line?
;;> (char-whitespace? #\a) => #f
;;: (char-upper-case? c) -- Is it a capital?
;;> (char-upper-case? #\A) => #t
;;: (char-lower-case? c) -- Is it a small letter?
;;> (char-lower-case? #\A) => #f

;;# Streams
;;: (force p) -- The value of a promise.
;;> (force (delay 5)) => 5

;;# Priority queues
;;: (make-pqueue l) -- A queue of pairs (value . priority), the smallest priority first. It is a vector.
;;> (vector-length (make-pqueue (list (cons 1 5)))) => 1
;;: (pqueue-parent i) -- The index of the parent in the heap.
;;> (pqueue-parent 5) => 2
;;: (pqueue-left i) -- That of the left child.
;;> (pqueue-left 2) => 5
;;: (pqueue-right i) -- That of the right child.
;;> (pqueue-right 2) => 6
;;: (pqueue-max-heapify! q i) -- Lets element i sink to its place.
;;: (pqueue-swap! q i) -- Lets element i rise to its place.
;;: (pqueue-peek q) -- The first pair, '() if there is none.
;;> (pqueue-peek (make-pqueue (list (cons 1 5) (cons 2 3)))) => (2 . 3)
;;: (pqueue-enqueue! q x k) -- One pair more.
;;: (pqueue-dequeue! q) -- Takes the first pair out; that.
;;> (pqueue-dequeue! (make-pqueue (list (cons 1 5) (cons 2 3)))) => (2 . 3)
;;: (make-priority-queue l) -- A queue of the older tree: the greatest priority first.
;;> (priority-queue-max (make-priority-queue (list (cons 1 5) (cons 2 3)))) => (1 . 5)
;;: (make-min-priority-queue l) -- The smallest first.
;;> (priority-queue-max (make-min-priority-queue (list (cons 1 5) (cons 2 3)))) => (2 . 3)
;;: (priority-queue-insert! q x k) -- One pair more.
;;: (priority-queue-max q) -- The first pair.
;;> (priority-queue-max (make-priority-queue (list (cons 1 5)))) => (1 . 5)
;;: (priority-queue-pop! q) -- Takes the first pair out; that.
;;> (priority-queue-pop! (make-priority-queue (list (cons 1 5)))) => (1 . 5)
