; The sum of the primes below two million: 142913828922.
(solution (reduce + 0 (primes-below 2_000_000)))
