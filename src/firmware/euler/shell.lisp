;; What a program can name, the library, programs, and the shell: what the image starts with.

(define (install names)
  (if (null? names)
      nil
      (begin
        (set-symbol-value! (%intern (car names)) (cadr names))
        (install (cddr names)))))

;;; ------------------------------------------------------------------ primitives as operators

(define (euler-inc x) (+ x 1))
(define (euler-dec x) (- x 1))
(define euler-and (chained bitwise-and))
(define euler-or (chained bitwise-or))
(define euler-xor (chained bitwise-xor))

;; (quotient (quotient x y) z) ...
(defn (quotients x y . more)
  (if (null? more)
      (%list quotient x y)
      (%apply quotients (cons (%list quotient x y) more))))
(defn (euler-div x y . more)
  (if (null? more) (quotient x y) (%apply euler-div (quotient x y) more)))

(fixed-primitive "+" 0 nil +)
(fixed-primitive "-" 1 nil -)
(fixed-primitive "*" 0 nil *)
(fixed-primitive "/" 2 nil /)
(fixed-primitive "=" 2 nil =)
(fixed-primitive "equal?" 2 nil =)
(fixed-primitive "<" 2 nil <)
(fixed-primitive ">" 2 nil >)
(fixed-primitive "<=" 2 nil <=)
(fixed-primitive ">=" 2 nil >=)
(fixed-primitive "apply" 2 2 (lambda (f x) (%list euler-apply f x)))
(fixed-primitive "bitwise-and" 2 nil bitwise-and)
(fixed-primitive "bitwise-or" 2 nil bitwise-or)
(fixed-primitive "bitwise-xor" 2 nil bitwise-xor)

(primitive "!=" 2 2 (lambda (x y) (%list not (%list = x y))))
(primitive "not" 1 1 not)
(primitive "inc" 1 1 (lambda (x) (%list + x 1)))
(primitive "dec" 1 1 (lambda (x) (%list - x 1)))
(primitive "zero?" 1 1 (lambda (x) (%list = x 0)))
(primitive "positive?" 1 1 (lambda (x) (%list > x 0)))
(primitive "negative?" 1 1 (lambda (x) (%list < x 0)))
(primitive "%" 2 2 remainder)
(primitive "mod" 2 2 modulo)
(primitive "div" 2 nil quotients)
(primitive "cons" 2 2 %cons)
(primitive "fst" 1 1 %car)
(primitive "rst" 1 1 %cdr)
(primitive "set-fst!" 2 2 (lambda (p x) (no-value (%list set-car! p x))))
(primitive "set-rst!" 2 2 (lambda (p x) (no-value (%list set-cdr! p x))))
(primitive "list" 0 nil (lambda all (cons %list all)))
(primitive "nil?" 1 1 null?)
(primitive "pair?" 1 1 pair?)
(primitive "string?" 1 1 string?)
(primitive "integer?" 1 1 exact-integer?)
(primitive "float?" 1 1 float?)
(primitive "rational?" 1 1 ratio?)
(primitive "call/cc" 1 1 call/cc)

;;; ------------------------------------------------------------------ vectors as operators

;; A vector that is a variable is looked at here, if there is little to be written twice.
(primitive "vector-length" 1 1 (lambda (v) (%list vector-ref v 1)))
(primitive "vector-ref" 2 2
  (lambda (v i)
    (if (if (symbol? v) (small? i) false)
        (%list %if (%list vector-ref v 2)
               (%list slack-ref v i)
               (%list vector-ref (%list vector-ref v 0) i))
        (%list euler-vector-ref v i))))
(primitive "vector-set!" 3 3
  (lambda (v i x)
    (no-value
     (if (if (symbol? v) (if (small? i) (small? x) false) false)
         (%list %if (%list vector-ref v 2)
                (%list slack-set! v i x)
                (%list vector-set! (%list vector-ref v 0) i x))
         (%list vector-store! v i x)))))

;; Code of one word, or a primitive of hardware of such.
(defn (small? code)
  (if (pair? code)
      (if (= (object-type (car code)) 6) (all-words? (cdr code)) false)
      true))
(defn (all-words? codes)
  (if (null? codes) true (if (pair? (car codes)) false (all-words? (cdr codes)))))

;; ffst, frst, ... up to four letters.
(defn (nested operators x)
  (if (null? operators) x (%list (car operators) (nested (cdr operators) x))))

;; frst is (fst (rst x)): its letters from the left, with "st" behind the last.
(define (compound name operators)
  (primitive name 1 1 (eval (%list %lambda '(x) (%list nested (%list %quote operators) 'x))))
  (set-symbol-value! (%intern name) (eval (%list %lambda '(x) (nested operators 'x)))))

(define (compound-names)
  (%for-each
   (lambda (letters)
     (compound (string-append (list->string letters) "st") (%map letter-operator letters)))
   (append (letter-words 2) (letter-words 3) (letter-words 4))))

(define (letter-operator c) (if (eq? c #\f) %car %cdr))

(define (letter-words n)
  (if (= n 0)
      '(())
      (append (%map (lambda (word) (cons #\f word)) (letter-words (- n 1)))
              (%map (lambda (word) (cons #\r word)) (letter-words (- n 1))))))

(compound-names)

;;; ------------------------------------------------------------------ functions

(install
 (%list "+" + "-" - "*" * "/" euler-divide "=" euler-equal? "equal?" euler-equal? "!=" euler-unequal?
        "<" euler-less? ">" euler-greater? "<=" euler-not-greater? ">=" euler-not-less?
        "%" remainder "mod" modulo "not" not "call/cc" call/cc "apply" euler-apply
        "cons" %cons "fst" %car "rst" %cdr "set-fst!" euler-set-fst! "set-rst!" euler-set-rst!
        "bool?" boolean? "integer?" exact-integer? "bignum?" euler-bignum? "rational?" ratio?
        "float?" float? "string?" string? "pair?" pair? "nil?" null? "nil" nil "list" %list))

(install
 (%list "inc" euler-inc "dec" euler-dec "zero?" zero? "positive?" positive? "negative?" negative?
        "div" euler-div "bitwise-and" euler-and "bitwise-or" euler-or "bitwise-xor" euler-xor
        "bitvector-and" euler-and "bitvector-or" euler-or "bitvector-xor" euler-xor
        "vector" euler-vector "make-vector" euler-make-vector "vector-length" euler-vector-length
        "vector-ref" euler-vector-ref "vector-set!" euler-vector-set!
        "vector-push!" euler-vector-push! "vector-pop!" euler-vector-pop!
        "vector-delete!" euler-vector-delete! "vector-copy" euler-vector-copy
        "list->vector" euler-list->vector "vector->list" euler-vector->list
        "vector-shuffle!" euler-vector-shuffle! "bignum" euler-bignum "force" (lambda (p) (funcall p))))

(install
 (%list "println" euler-println "print" euler-print "inspect" euler-inspect "solution" euler-solution
        "str" euler-str "join" euler-join "read" euler-read "file-read" euler-file-read
        "input-file-lines" input-file-lines "rand" euler-rand "randf" euler-randf))

(install
 (%list "string-length" string-length "string-get" string-ref "string-bytes" string-bytes
        "string->chars" string->list "chars->string" chars->string "string-split" string-split
        "words" words "lines" euler-lines "string-trim" string-trim "string-empty?" string-empty?
        "string->number" euler-string->number "char->integer" char->integer "char->digit" char->digit
        "char-numeric?" char-numeric? "char-alphabetic?" char-alphabetic?
        "char-whitespace?" char-whitespace? "char-upper-case?" %char-upper?
        "char-lower-case?" %char-lower?))

;; What the library is written with besides. The names are given up once it stands.
(install
 (%list "%error" euler-error "%undefined" %undefined "%wrong-type" wrong-type
        "%inexact" inexact "%exact" exact "%sqrt" sqrt "%floor" floor "%ceiling" ceiling
        "%truncate" truncate "%integer-part" %integer-part
        "%quotient" quotient "%remainder" remainder "%modulo" modulo
        "%shift" arithmetic-shift "%bit-length" bit-length "%popcount" popcount
        "%bitwise-and" bitwise-and "%bitwise-or" bitwise-or "%bitwise-xor" bitwise-xor
        "%expt" expt "%exp" exp "%log" log "%sin" sin "%cos" cos "%tan" tan "%asin" asin
        "%acos" acos "%atan" atan "%gcd" gcd "%lcm" lcm "%exact-integer-sqrt" exact-integer-sqrt
        "%numerator" numerator "%denominator" denominator "%truncate/" truncate/
        "%number?" number? "%vector?" vector? "%procedure?" procedure? "%symbol?" symbol? "%char?" char?
        "%eq?" eq? "%reverse" %reverse "%reverse-onto" %reverse-onto "%append2" %append2
        "%length" %length "%list?" list? "%vector-ref" vector-ref "%vector-set!" vector-set!
        "%make-vector" %make-vector "%vector-length" vector-length "%number->string" number->string
        "%finite?" %finite? "%integral?" %integral? "%string-append" string-append
        "%substring" substring))

(primitive "%quotient" 2 2 quotient)
(primitive "%remainder" 2 2 remainder)
(primitive "%modulo" 2 2 modulo)
(primitive "%shift" 2 2 arithmetic-shift)
(primitive "%bit-length" 1 1 bit-length)
(primitive "%popcount" 1 1 popcount)
(primitive "%bitwise-and" 2 nil bitwise-and)
(primitive "%bitwise-or" 2 nil bitwise-or)
(primitive "%bitwise-xor" 2 nil bitwise-xor)
(primitive "%inexact" 1 1 inexact)
(primitive "%sqrt" 1 1 sqrt)
(primitive "%floor" 1 1 floor)
(primitive "%ceiling" 1 1 ceiling)
(primitive "%integer-part" 1 1 %integer-part)
(primitive "%eq?" 2 2 eq?)
(primitive "%number?" 1 1 number?)
(primitive "%vector?" 1 1 vector?)
(primitive "%procedure?" 1 1 procedure?)
(primitive "%symbol?" 1 1 symbol?)
(primitive "%char?" 1 1 char?)
(primitive "%vector-ref" 2 2 vector-ref)
(primitive "%vector-set!" 3 3 vector-set!)
(primitive "%vector-length" 1 1 vector-length)

;;; ------------------------------------------------------------------ programs

;; The data of a text, with the index of each.
(defn (forms-of text at forms?)
  (begin-text text at)
  (set! %forms? forms?)
  (let ((all (read-all nil)))
    (set! %text "")
    all))

;; What a program defines is no primitive in it, and no macro of the library's. Its macros are known before anything
;; is expanded, then its constants.
(defn (prepare forms)
  (%for-each give-up-primitive forms)
  (compile-those %defsyntax-symbol forms)
  (compile-those %defconst-symbol forms))

(defn (compile-those name forms)
  (%for-each (lambda (x) (if (heads? x name) (compile-at-top x) nil)) forms))

(define %defsyntax-symbol (%intern "defsyntax"))
(define %defconst-symbol (%intern "defconst"))

(defn (heads? x name) (is? (head (cdr x)) name))

(defn (compile-at-top x)
  (set! %compiling-at (car x))
  (forget-liftable)
  (let ((code (compile (cdr x) nil)))
    (lift-all)
    (set! %compiling-at nil)
    code))

(defn (give-up-primitive x)
  (if (%memq (head (cdr x)) %all-definers)
      (let ((list (un (cdr x))))
        (if (pair? (cdr list)) (give-up (cadr list)) nil))
      nil))

(defn (inner-name? name)
  (if (< 1 (string-length name)) (eq? (string-ref name 0) #\%) false))

(define %all-definers (cons %defconst-symbol %definers))

;; The library itself defines functions that are primitives as operators; names for itself alone are no primitives then.
(define %library? true)

(defn (give-up name)
  (if (if (symbol? name)
          (if (if (eq? name %defn) false (give-up? (class name)))
              (if %library? (inner-name? (symbol-name name)) true)
              false)
          false)
      (if (if (= (class name) 3) (vector-ref (meaning name) 3) false)
          nil
          (vector-set! (symbol-function name) 0 0))
      nil))

;; What the compiler makes code of by itself, but for special forms; also of macros.
(defn (give-up? class) (<= 2 class 4))

;; The forms as code: ((index . code) ...).
(defn (compile-program forms)
  (set! %mentioned nil)
  (prepare forms)
  (compile-rest forms nil))

(defn (compile-rest forms done)
  (if (null? forms)
      (%reverse done)
      (compile-rest (cdr forms)
                    (if (if (heads? (car forms) %defsyntax-symbol) true
                            (heads? (car forms) %defconst-symbol))
                        done
                        (cons (cons (car (car forms)) (compile-at-top (car forms))) done)))))

;; A continuation that is captured in a form goes on with those behind it.
(defn (run-program codes)
  (if (null? codes)
      nil
      (begin
        (set! %running-at (car (car codes)))
        (eval (cdr (car codes)))
        (run-program (cdr codes)))))

(defn (run-text text) (run-program (compile-program (forms-of text (%after-mark text) true))))

;;; ------------------------------------------------------------------ the library

;; A text of the library, from build.rs.
(define (load-library text) (run-program (compile-program (forms-of text 0 false))))

;; A program gets symbols of its own for what has a value: the library's code and macros keep theirs, whatever a
;; program does with the names. Names that begin with % and a letter are given up.
(define (seal-library)
  (%for-each
   (lambda (symbol)
     (if (has-value? symbol)
         (begin (%unlink symbol) (if (inner-name? (symbol-name symbol)) nil (publish symbol)))
         nil))
   (table-symbols))
  (set! %library? false)
  (set! %places nil)
  (set! %mentioned nil)
  (set! %fresh nil))

(define (table-symbols)
  (%apply append (%elements vector-ref %symbols (vector-length %symbols) nil)))

(define (has-value? symbol)
  (catch (lambda (cause culprit) false) (symbol-value symbol) true))

(define (publish symbol)
  (let ((new (%intern (symbol-name symbol))))
    (set-symbol-value! new (symbol-value symbol))
    (if (null? (symbol-function symbol))
        nil
        (set-symbol-function! new (vector (class symbol) (meaning symbol) nil (vector-ref (symbol-function symbol) 3))))))
