;; What programs commonly do: there is nothing in it to be warned about.

;; A queue with a tail pointer, hidden in closures.
(define (make-queue)
  (let ((head nil) (tail nil))
    (define (put x)
      (let ((cell (cons x nil)))
        (if (null? head) (set! head cell) (set-cdr! tail cell))
        (set! tail cell)))
    (define (take)
      (let ((x (car head)))
        (set! head (cdr head))
        x))
    (lambda (message . rest)
      (cond ((eq? message 'put) (put (car rest)))
            ((eq? message 'take) (take))
            ((eq? message 'empty?) (null? head))
            (else (error "unknown message" message))))))

(define queue (make-queue))
(queue 'put 1)

;; Macros: one that defines, one whose clauses are no expressions, one that is used before it is there.
(define (use-late x) (late-swap! x x))
(defmacro define-record (name . fields)
  (list 'define (cons 'make-record fields) (cons 'list fields)))
(define-record point x-part y-part)
(make-record 1 2)
(defmacro my-cond clauses
  (if (null? clauses) nil `(if ,(car (car clauses)) ,(cadr (car clauses)) (my-cond ,@(cdr clauses)))))
(my-cond ((= 1 2) 'no) (true 'yes))
(defmacro late-swap! (a b) `((lambda (%old) (set! ,a ,b) (set! ,b %old)) ,a))
(defmacro while (test . body)
  (let ((again (gensym)))
    `(let ,again () (when ,test ,@body (,again)))))
(define i 0)
(while (< i 3) (set! i (+ i 1)))

;; Definitions in bodies, in branches, and again.
(define (parity n)
  (define (even n) (or (= n 0) (odd (- n 1))))
  (define (odd n) (and (not (= n 0)) (even (- n 1))))
  (if (even n) 'even 'odd))
(if (= i 3) (define mode 'counted) (define mode 'other))
(define (report) (list mode (parity i)))
(define (area w) (* w w))
(area 3)
(define (area w h) (* w h))
(area 3 4)

;; Data that looks like calls.
(define table '((plus a b) (minus c) (nothing)))
(define (lookup name) (assq name table))
(case (car (lookup 'minus)) ((plus minus) 'known) ((undefined names here) 'odd) (else (quote neither)))
(define grammar `(sentence (subject ,@'(the cat)) (verb ,(lookup 'plus))))

;; Evaluation of data, continuations, handlers.
(define compiled (eval (list 'lambda '(x y) '(+ x y))))
(eval '(define from-data 5))
(display from-data)
(define resume nil)
(define (visit l) (call/cc (lambda (k) (for-each (lambda (x) (set! resume k) (k x)) l) 'end)))
(catch (lambda (cause culprit) (list cause culprit)) (vector-ref #(a b) 5))

;; Loops of every kind.
(let loop ((k 0) (sum 0)) (if (< k 5) (loop (+ k 1) (+ sum k)) sum))
(do ((v (make-vector 3 0)) (j 0 (+ j 1))) ((= j 3) v) (vector-set! v j j))
(letrec ((count (lambda (n) (if (= n 0) 'done (count (- n 1)))))) (count 3))
(let* ((a 1) (b (+ a 1)) (f (lambda args (apply + a b args)))) (funcall f 1 2))
((lambda (a . more) (if more (map 1+ more) a)) 1 2 3)
