;; A queue of long-lived data with churn: what a collector has to do all day. A queue keeps the
;; last 200 records, every step drops the oldest, and every record is built from garbage.

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

;; Each step adds the second number of the record that leaves, modulo 10,000.
(define (churn steps sum)
  (if (= steps 0)
      sum
      (let ((oldest (dequeue!)))
        (enqueue! (record (modulo (+ (car oldest) steps) 1000)))
        (churn (- steps 1) (modulo (+ sum (cadr oldest)) 10000)))))

(fill 200)
(print (churn 300 0))
(length front)
