;; Lists: merge sort, association lists, and functions that take functions.

;; Two sorted lists as one.
(define (merge less? a b)
  (cond ((null? a) b)
        ((null? b) a)
        ((funcall less? (car b) (car a)) (cons (car b) (merge less? a (cdr b))))
        (else (cons (car a) (merge less? (cdr a) b)))))

;; Every other element, from the first on.
(define (every-other list)
  (if (or (null? list) (null? (cdr list)))
      list
      (cons (car list) (every-other (cddr list)))))

(define (sort list less?)
  (if (or (null? list) (null? (cdr list)))
      list
      (merge less?
             (sort (every-other list) less?)
             (sort (every-other (cdr list)) less?))))

(print (sort '(3 1 4 1 5 9 2 6) <))

(define ages '((ada . 36) (grace . 85) (alan . 41)))
(print (cdr (assq 'grace ages)))
(print (map car (sort ages (lambda (a b) (< (cdr a) (cdr b))))))

(fold-left + 0 (filter odd? (map square '(1 2 3 4 5))))
