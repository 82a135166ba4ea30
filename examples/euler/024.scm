; The millionth permutation of ten digits in their order: 2783915460.

; (n-1)! permutations begin with each digit.
(defn permutation (index digits)
  (if (nil? digits)
      '()
      (let* ((parts (divmod index (fac (dec (length digits)))))
             (digit (nth (fst parts) digits)))
        (cons digit (permutation (rst parts) (delete-nth (fst parts) digits))))))

(~> (range 0 9) (permutation 999_999) concat solution)
