; The ratio r with which the sum of (900 - 3k) r^(k-1) for k up to 5000 is -600000000000, to twelve places:
; 1.002322108633. In floating point, by halving an interval.

; By Horner's rule, from the last term on.
(defn series (r k total)
  (if (zero? k)
      total
      (series r (dec k) (+ (* total r) (- 900 (* 3 k))))))

(defn bisect (low high steps)
  (let ((middle (/ (+ low high) 2)))
    (cond
      [(zero? steps) middle]
      [(> (series middle 5000 0.0) -600_000_000_000) (bisect middle high (dec steps))]
      [else (bisect low middle (dec steps))])))

(solution (format-digits 12 (bisect 1.001 1.004 50)))
