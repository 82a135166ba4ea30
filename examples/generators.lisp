;; Continuations that are entered again: a generator walks a tree and stops at each leaf, although
;; the call that started the walk has returned long ago. Frames in memory are never written over,
;; so a captured CLINK is a continuation, and capturing one costs four words.

;; Calls `visit` with every leaf of a tree of pairs, from left to right.
(define (for-each-leaf visit tree)
  (cond ((pair? tree)
         (for-each-leaf visit (car tree))
         (for-each-leaf visit (cdr tree)))
        ((null? tree) nil)
        (else (funcall visit tree))))

;; A function without parameters: each call gives the next leaf, :end after the last.
(define (tree-generator tree)
  (define caller nil)
  (define (resume ignored)
    (for-each-leaf (lambda (leaf)
                     (call/cc (lambda (rest)
                                (set! resume rest)
                                (caller leaf))))
                   tree)
    (caller :end))
  (lambda ()
    (call/cc (lambda (return)
               (set! caller return)
               (resume nil)))))

;; Have two trees the same leaves in the same order? Stops at the first difference.
(define (same-fringe? a b)
  (define next-a (tree-generator a))
  (define next-b (tree-generator b))
  (define (compare x y)
    (cond ((not (eqv? x y)) false)
          ((eq? x :end) true)
          (else (compare (next-a) (next-b)))))
  (compare (next-a) (next-b)))

(define next (tree-generator '((1 2) (3 (4)))))
(print (next))
(print (next))
(print (next))
(list (next) (next)
      (same-fringe? '((1 2) 3) '(1 (2 3)))
      (same-fringe? '((1 2) 3) '(1 (3 2))))
