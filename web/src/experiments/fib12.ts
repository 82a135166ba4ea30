/** The program of the experiments that compare two machines. */

export const fib12 = {
  name: "fib12.lisp",
  dialect: "core",
  text: `;; Nothing but calls and sums.
(define (fib n)
  (if (< n 2)
      n
      (+ (fib (- n 1)) (fib (- n 2)))))

(fib 12)
`,
};
