;; The names of mal's functions, and the shell: what the image starts with.

(define (install names)
  (if (null? names)
      nil
      (begin
        (set-symbol-value! (%intern (car names)) (cadr names))
        (install (cddr names)))))

(install
 (%list "+" + "-" - "*" * "/" mal-divide "<" < "<=" <= ">" > ">=" >= "=" mal-equal?
        "list" mal-list "list?" mal-list? "vector" mal-vector "vector?" mal-vector?
        "vec" mal-vec "cons" mal-cons "concat" mal-concat "count" mal-count "empty?" mal-empty?
        "nth" mal-nth "first" mal-first "rest" mal-rest "map" mal-map "apply" mal-apply
        "conj" mal-conj "seq" mal-seq "sequential?" mal-sequential?
        "hash-map" mal-hash-map "map?" mal-map? "assoc" mal-assoc "dissoc" mal-dissoc
        "get" mal-get "contains?" mal-contains? "keys" mal-keys "vals" mal-vals))

(install
 (%list "pr-str" mal-pr-str "str" mal-str "prn" mal-prn "println" mal-println
        "read-string" mal-read-string "readline" mal-readline "slurp" mal-slurp
        "eval" mal-eval "load-file" mal-load-file "time-ms" mal-time-ms
        "atom" mal-make-atom "atom?" mal-atom? "deref" mal-deref "reset!" mal-reset!
        "swap!" mal-swap! "throw" throw "meta" mal-meta "with-meta" mal-with-meta
        "nil?" null? "true?" mal-true? "false?" mal-false? "not" mal-not
        "number?" number? "string?" string? "symbol?" symbol? "symbol" mal-symbol
        "keyword?" mal-keyword? "keyword" mal-keyword "fn?" procedure? "macro?" mal-macro?
        "gensym" mal-gensym "exit" exit "help" mal-help "*host-language*" "conscycle" "*ARGV*" %empty))

(define-global (%intern "cond") (macro-of cond-macro))

;;; ------------------------------------------------------------------ the shell

(defn (eval-and-print x)
  (%note-form x %quote-symbol)
  (say (put (if %short? (eval-frugally x) (mal-eval x)) true nil)))

(defn (eval-frugally x)
  (if (%frugal? x %frugal-operators)
      (begin (set! %arm? true) (mal-eval x))
      (throw "memory is full: only (def! NAME NAME-OR-CONSTANT) is evaluated until there is room")))

(define %frugal-operators (%map %intern '("def!" "reset!")))

(defn (eval-line line) (for-each-form eval-and-print line 0))

(defn (report cause culprit forgotten)
  (let ((x (exception cause culprit)))
    (say (put-forgotten forgotten (put x (not (string? x)) (put-string "Error: " nil))))))

(defn (put-forgotten n done)
  (if (= n 0)
      done
      (put n true (put-string "; symbols without a value that this made are forgotten: " done))))

;; Throws what has been caught, in this dialect's way.
(defn (%fail cause culprit) (throw (exception cause culprit)))

;; Arguments from index n on.
(defn (arguments n)
  (let ((x (argument n))) (if (null? x) nil (cons x (arguments (+ n 1))))))

;; Argument 0 is a program to be run; without one, the shell.
(defn (start reserve) (start-with reserve nil (catch cons (arguments 0))))

;; `all` are the arguments, or a fault; `fault` is the last one of those before.
(defn (start-with reserve fault all)
  (if (null? all)
      (begin
        (catch cons (mal-println "Mal [conscycle]"))
        (%run-shell reserve "user> " eval-line report))
      (if (number? (car all))
          (start-with reserve all (catch cons (arguments 0)))
          (begin
            (if fault (report-and-throw (car fault) (cdr fault)) nil)
            (set-symbol-value! (%intern "*ARGV*") (list-of (cdr all)))
            (catch report-and-throw (mal-load-file (car all)))))))

;; What the machine halts with is text.
(defn (report-and-throw cause culprit)
  (let ((x (exception cause culprit)))
    (throw (if (string? x) x (text-of (put x true nil))))))

(set! %fresh nil)

'(start 0)
