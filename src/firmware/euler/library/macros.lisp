; Macros that stand for expressions alone.

(defsyntax comp ()
  (((comp) (fn (x) x))
   ((comp f) f)
   ((comp f g) (compose2 f g))
   ((comp f g ...) (compose2 f (comp g ...)))))

(defn compose2 (f g) (fn (x) (f (g x))))

(defsyntax unpair ()
  (((unpair (a b) ...) (list a ...))))

(defsyntax sum ()
  (((sum from to) (sum-of-range from to))
   ((sum from to f) (sum-of-values from to f 0))))

; By formula.
(defn sum-of-range (from to)
  (if (< to from) 0 (div (* (+ from to) (inc (- to from))) 2)))

(defn sum-of-values (from to f done)
  (if (< to from) done (sum-of-values (inc from) to f (+ done (f from)))))

(defsyntax sum-if ()
  (((sum-if from to p) (sum-of-selected from to p (fn (x) x) 0))
   ((sum-if from to p f) (sum-of-selected from to p f 0))))

(defn sum-of-selected (from to p f done)
  (if (< to from)
      done
      (sum-of-selected (inc from) to p f (if (p from) (+ done (f from)) done))))

(defsyntax polynomial ()
  (((polynomial v) 0)
   ((polynomial v c) c)
   ((polynomial v c d ...) (+ c (* v (polynomial v d ...))))))
