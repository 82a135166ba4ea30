;; Functions inside of a form of the top level that need not be closures: what `let` and its kin make, their loops, and
;; definitions at the head of a body. Where such a function is only ever called, it becomes a global one (T. Johnsson:
;; Lambda Lifting, 1985): the variables around it that it uses are parameters more, and a call finds it at once. That is
;; done only if all of its parameters stay in registers.

;; What may be lifted, the outermost first: (name site pending . codes). `codes` are those in which the name is known;
;; `site` is the cell of the definition, or of a loop's whole form, or with NIL as the name ((lambda ...) x ...).
;; `pending` are locals that need not have a value there.
(define %liftable nil)
;; Locals that are assigned somewhere.
(define %assigned nil)
;; Functions that have been lifted: (symbol . code).
(define %lifted nil)

(defn (may-lift name site codes)
  (set! %liftable (cons (cons name (cons site (cons %pending codes))) %liftable)))

;; The same of ((lambda ...) x ...), which is the value.
(defn (may-call site)
  (may-lift nil site nil)
  site)

;; Locals whose definitions have not been evaluated where the compiler is.
(define %pending nil)

(defn (forget-liftable)
  (set! %liftable nil)
  (set! %assigned nil)
  (set! %pending nil)
  (set! %lifted nil))

(defn (lift-all)
  (%for-each lift %liftable)
  (%for-each (lambda (x) (set-symbol-value! (car x) (eval (cdr x)))) %lifted)
  (forget-liftable))

;; A variable of hardware for a local: a symbol that is in no table, with a mark where others have what the compiler
;; knows of them.
(define %local-mark (vector 6 nil nil false))
(defn (new-local name)
  (let ((symbol (make-symbol name)))
    (set-symbol-function! symbol %local-mark)
    symbol))
(defn (local-symbol? symbol) (eq? (symbol-function symbol) %local-mark))

;; The most parameters that stay in registers.
(define %register-parameters 3)

;; Of what is looked at: the name, its number of parameters, its calls with the locals that are bound there, and the
;; free variables that have been found. NIL as the name says that it cannot be lifted.
(define %wanted nil)
(define %parameter-count 0)
(define %calls nil)
(define %free nil)

(defn (lift x)
  (if (null? (car x))
      (lift-call (cadr x) (caddr x) (car (cadr x)))
      (lift-function (car x) (cadr x) (cdr (cddr x)) (caddr (definition-at (cadr x))) (caddr x))))

(defn (lift-call site pending f)
  (set! %wanted %undefined)
  (set! %calls nil)
  (set! %free nil)
  (set! %parameter-count (%length (cdr site)))
  (if (<= %parameter-count %register-parameters) (scan f nil) (set! %wanted nil))
  (if (if %wanted (can-pass? pending) false)
      (replace-call site f (make-symbol "let"))
      nil))

(defn (replace-call site f symbol)
  (set-car! (cdr f) (with-free (cadr f)))
  (set! %lifted (cons (cons symbol (at-place f %compiling-at)) %lifted))
  (set-cdr! site (with-free (cdr site)))
  (set-car! site symbol))

;; The (define name function) of a site.
(defn (definition-at site) (if (eq? (car site) %define) site (caddr (car site))))

(defn (lift-function name site codes f pending)
  (set! %wanted (if (%memq name %assigned) nil name))
  (set! %calls nil)
  (set! %free nil)
  (set! %parameter-count (if (plain-function? f) (%length (cadr f)) 4))
  (if (< %register-parameters %parameter-count) (set! %wanted nil) nil)
  (if %wanted (scan-all codes nil) nil)
  (set! %free nil)
  (if %wanted (scan f nil) nil)
  (if (if %wanted (can-pass? pending) false)
      (replace name site f (make-symbol (symbol-name name)))
      nil))

(defn (plain-function? f)
  (if (pair? f) (if (eq? (car f) %lambda) (list? (cadr f)) false) false))

(defn (can-pass? pending)
  (if (<= (+ %parameter-count (%length %free)) %register-parameters)
      (if (none-in? %free %assigned)
          (if (none-in? %free pending) (all-see-free? %calls) false)
          false)
      false))

(defn (none-in? names list)
  (if (null? names) true (if (%memq (car names) list) false (none-in? (cdr names) list))))

;; Does every call see the variables that the function does?
(defn (all-see-free? calls)
  (if (null? calls)
      true
      (if (none-in? %free (cdr (car calls))) (all-see-free? (cdr calls)) false)))

;; Every call gets the variables as operands.
(defn (replace name site f symbol)
  (%for-each (lambda (call) (redirect (car call) symbol)) %calls)
  (set-car! (cdr f) (with-free (cadr f)))
  (set! %lifted (cons (cons symbol (at-place f %compiling-at)) %lifted))
  (if (eq? (car site) %define)
      (begin (set-car! site %begin) (set-cdr! site (%list %undefined)))
      (begin
        (set-cdr! site (cdr (cadr (cddr (car site)))))
        (set-car! site symbol))))

;; In cells of their own: a cell of code has one note.
(defn (with-free list) (%append2 list (list-copy %free)))

;; A form may be come to twice.
(defn (redirect call symbol)
  (if (eq? (car call) symbol)
      nil
      (begin
        (set-car! call symbol)
        (set-cdr! call (with-free (cdr call))))))

;;; ------------------------------------------------------------------ looking at code

(defn (scan-all codes bound)
  (if (null? codes) nil (begin (scan (car codes) bound) (scan-all (cdr codes) bound))))

;; `bound` are the locals that are bound inside of what is looked at.
(defn (scan x bound)
  (if (pair? x)
      (if (eq? (car x) %quote)
          nil
          (if (eq? (car x) %lambda)
              (scan-function (cadr x) (cddr x) bound)
              (if (eq? (car x) %define)
                  (scan (caddr x) bound)
                  (if (eq? (car x) %wanted)
                      (scan-call x bound)
                      (scan-all x bound)))))
      (if (symbol? x)
          (if (eq? x %wanted)
              (set! %wanted nil)
              (if (if (local-symbol? x) (not (%memq x bound)) false)
                  (if (%memq x %free) nil (set! %free (cons x %free)))
                  nil))
          nil)))

(defn (scan-call x bound)
  (set! %calls (cons (cons x bound) %calls))
  (if (= (%length (cdr x)) %parameter-count) (scan-all (cdr x) bound) (set! %wanted nil)))

(defn (scan-function names body bound)
  (let ((all (bound-in names (bound-by-definitions body bound))))
    (if (%memq %wanted all) (set! %wanted nil) (scan-all body all))))

(defn (bound-in names bound)
  (if (pair? names)
      (bound-in (cdr names) (cons (car names) bound))
      (if (null? names) bound (cons names bound))))

(defn (bound-by-definitions body bound)
  (if (null? body)
      bound
      (bound-by-definitions
       (cdr body)
       (if (if (pair? (car body)) (eq? (car (car body)) %define) false)
           (cons (cadr (car body)) bound)
           bound))))
