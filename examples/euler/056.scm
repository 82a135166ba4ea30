; The largest sum of digits of a^b with a and b below a hundred, from numbers of up to 198 digits: 972.

; All powers of a, each from the one before it.
(defn best (a b power found)
  (if (= b 100)
      found
      (best a (inc b) (* power a) (max found (digit-sum power)))))

(solution (range-max 2 99 (fn (a) (best a 1 a 0))))
