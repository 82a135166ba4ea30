; The first triangular number with more than five hundred divisors, from a stream without end: 76576500.

; Of p^e there are e + 1 divisors.
(defn number-of-divisors (n)
  (reduce-product (fn (pair) (inc (rst pair))) (prime-factors n)))

(~> (step-stream 1)
    (stream-map triangular)
    (stream-select (fn (n) (> (number-of-divisors n) 500)))
    fst
    solution)
