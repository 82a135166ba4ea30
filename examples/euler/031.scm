; The ways to make two pounds of coins: 73682.
(def coins (list 1 2 5 10 20 50 100 200))
(def ways (make-vector 201 0))
(vector-set! ways 0 1)

(each (fn (coin)
        (range-each coin 200
          (fn (sum) (vector-add! ways sum (vector-ref ways (- sum coin))))))
      coins)

(solution (vector-ref ways 200))
