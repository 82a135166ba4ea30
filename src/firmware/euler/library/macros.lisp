; Macros that stand for expressions alone.

(defsyntax comp ()
  (((comp) (fn (x) x))
   ((comp f) f)
   ((comp f g) (%compose f g))
   ((comp f g ...) (%compose f (comp g ...)))))

(defn %compose (f g) (fn (x) (f (g x))))

(defsyntax unpair ()
  (((unpair (a b) ...) (list a ...))))

(defsyntax sum ()
  (((sum from to) (%sum-of-integers from to))
   ((sum from to f) (%sum from to f))))

(defsyntax sum-if ()
  (((sum-if from to p) (%sum-if from to p id))
   ((sum-if from to p f) (%sum-if from to p f))))

(defsyntax polynomial ()
  (((polynomial v) 0)
   ((polynomial v c) c)
   ((polynomial v c d ...) (+ c (* v (polynomial v d ...))))))
