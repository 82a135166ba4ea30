;; Equality and order of all types. Hardware compares numbers; what it has no result of comes here, as one of
;; the functions that arithmetic falls back on.

(%fall-back-on 8
  (lambda (x y)
    (if (if (exact-integer? x) (exact-integer? y) false)
        (= (%order x y) 0)
        (if (number? x)
            (if (number? y) (%compare-mixed = x y) false)
            (same? x y)))))

;; x is no number.
(defn (same? x y)
  (if (eq? x y)
      true
      (if (pair? x)
          (if (pair? y)
              (if (= (car x) (car y)) (same-rest? (cdr x) (cdr y)) false)
              false)
          (if (string? x)
              (if (string? y) (string=? x y) false)
              (if (if (vector? x) (vector? y) false) (same-vectors? x y) false)))))

(defn (same-rest? x y) (if (pair? x) (same? x y) (= x y)))

(defn (same-vectors? x y)
  (if (= (vector-ref x 1) (vector-ref y 1))
      (same-elements? (vector-ref x 0) (vector-ref y 0) (vector-ref x 1))
      false))

(defn (same-elements? x y n)
  (if (= n 0)
      true
      (if (= (vector-ref x (- n 1)) (vector-ref y (- n 1))) (same-elements? x y (- n 1)) false)))

;; -1, 0 or 1; 2 of what has no order, as NaN.
(defn (order x y)
  (if (number? x)
      (if (number? y) (order-of-numbers x y) (cannot-compare x y))
      (if (string? x)
          (if (string? y) (sign-of (%compare x y 0)) (cannot-compare x y))
          (if (char? x)
              (if (char? y)
                  (sign-of (- (char->integer x) (char->integer y)))
                  (cannot-compare x y))
              (if (pair? x)
                  (if (pair? y)
                      (order-then (order (car x) (car y)) x y)
                      (cannot-compare x y))
                  (if (if (null? x) (null? y) false) 0 (cannot-compare x y)))))))

(defn (order-of-numbers x y) (if (< x y) -1 (if (= x y) 0 (if (< y x) 1 2))))
(defn (order-then first x y) (if (= first 0) (order (cdr x) (cdr y)) first))
(defn (sign-of n) (if (< n 0) -1 (if (< 0 n) 1 0)))

(defn (cannot-compare x y)
  (throw (text-of (put y (put-string " and " (put x (put-string "Can't compare " nil)))))))

;; Images have no closures with variables: what these functions are of stands in their code.
(define (install-order number f test)
  (%fall-back-on number
    (eval
     (%list %lambda '(x y)
            (%list %if (%list %if '(exact-integer? x) '(exact-integer? y) false)
                   (%list f '(%order x y) 0)
                   (%list %if (%list %if '(number? x) '(number? y) false)
                          (%list %compare-mixed f 'x 'y)
                          (%list %if (%list %memv '(order x y) (%list %quote test)) true false)))))))

(install-order 9 < '(-1))
(install-order 10 > '(1))
(install-order 11 <= '(-1 0))
(install-order 12 >= '(0 1))

;; Quotients, remainders and bits are of integers alone.
(%fall-back-on 5 (lambda (x y) (%integers %quotient x y)))
(%fall-back-on 6 (lambda (x y) (%integers %remainder x y)))
(%fall-back-on 7 (lambda (x y) (%integers %modulo x y)))

;; The same as functions of two operands or more.
(define (chained f)
  (eval
   (%list %lambda '(x y . more)
          (%list %if '(null? more) (%list f 'x 'y) (%list %apply f 'x '(cons y more))))))
(define euler-equal? (chained =))
(define euler-less? (chained <))
(define euler-greater? (chained >))
(define euler-not-greater? (chained <=))
(define euler-not-less? (chained >=))
(define (euler-unequal? x y) (not (= x y)))
(define (euler-divide x . more) (if (null? more) (wrong-arity euler-divide) (%apply / x more)))
