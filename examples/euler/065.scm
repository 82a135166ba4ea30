; The sum of the digits of the numerator of the hundredth convergent of e, as an exact rational: 272.

; 2; 1, 2, 1, 1, 4, 1, 1, 6, 1 ...
(defn partial-quotient (k)
  (cond
    [(= k 1) 2]
    [(= 0 (% k 3)) (* 2 (div k 3))]
    [else 1]))

; From the last quotient to the first.
(def convergent
  (reduce (fn (k below) (+ (partial-quotient k) (/ 1 below)))
          (partial-quotient 100)
          (reverse (range 1 99))))

(~> convergent numerator digit-sum solution)
