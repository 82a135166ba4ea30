;; A queue of 400 records that live long, and garbage of which they are made: what a collector has to do all day.
(define (record n)
  (list n (* n 2) (vector n (+ n 1)) (number->string n)))

(define front nil)
(define back nil)

(define (enqueue! item)
  (let ((cell (cons item nil)))
    (if (null? front) (set! front cell) (set-cdr! back cell))
    (set! back cell)))

(define (dequeue!)
  (let ((item (car front)))
    (set! front (cdr front))
    item))

(define (fill n)
  (when (> n 0)
    (enqueue! (record n))
    (fill (- n 1))))

(define (churn steps sum)
  (if (= steps 0)
      sum
      (let ((oldest (dequeue!)))
        (enqueue! (record (modulo (+ (car oldest) steps) 1000)))
        (churn (- steps 1) (modulo (+ sum (cadr oldest)) 10000)))))

(fill 400)
(churn 6000 0)
