; The reduced proper fractions with denominators up to a million: 303963552391. With the denominator d there are as
; many as there are numbers below d without a common divisor.
(solution (dec (totient-sum 1_000_000)))
