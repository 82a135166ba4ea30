; Macros that stand for expressions alone.

;;# Forms
;;: (comp f g ...) -- The composition of functions, the last applied first.
;;> ((comp inc square) 3) => 10
(defsyntax comp ()
  (((comp) (fn (x) x))
   ((comp f) f)
   ((comp f g) (%compose f g))
   ((comp f g ...) (%compose f (comp g ...)))))

(defn %compose (f g) (fn (x) (f (g x))))

;;: (unpair (a b) ...) -- A list of the first parts.
;;> (unpair (1 2) (3 4)) => (1 3)
(defsyntax unpair ()
  (((unpair (a b) ...) (list a ...))))

;;: (sum a b [f]) -- The sum of f of a, a + 1, ... b; without f of the numbers.
;;> (sum 1 100) => 5050
;;> (sum 1 3 square) => 14
(defsyntax sum ()
  (((sum from to) (%sum-of-integers from to))
   ((sum from to f) (%sum from to f))))

;;: (sum-if a b p [f]) -- The same of those for which p is true.
;;> (sum-if 1 10 even?) => 30
(defsyntax sum-if ()
  (((sum-if from to p) (%sum-if from to p id))
   ((sum-if from to p f) (%sum-if from to p f))))

;;: (polynomial v c0 c1 ...) -- c0 + c1 v + ..., by Horner's rule.
;;> (polynomial 10 1 2 3) => 321
(defsyntax polynomial ()
  (((polynomial v) 0)
   ((polynomial v c) c)
   ((polynomial v c d ...) (+ c (* v (polynomial v d ...))))))
