;; A shell: lines are asked for and evaluated, whatever they do, to the end of the input.
;;
;; A fault becomes data by (catch cons ...): the pair (cause . culprit). Nothing is evaluated between the
;; fault and the pair, so that an interrupt cannot come between them.

;;; ------------------------------------------------------------------ memory held back
;;
;; Once memory is out, the machine needs three of its reserves free before it can survive that again,
;; and a fault leaves it one at least. So the shell holds two and a half back, and lets go of them when
;; memory is out. While a global variable holds so much that it cannot take them again, it evaluates
;; nothing that takes memory.

;; The words of the machine's reserve; 0 on a machine that collects nothing.
(define %reserve-words 0)
(define %reserve nil)
;; There has been a reserve.
(define %reserves? false)
;; There is none now, so that a form has to be frugal.
(define %short? false)
;; Something may have given memory back, so that it is worth trying.
(define %arm? true)

;; Chunks of 132 words, with their cells.
(defn (%chunks n done)
  (if (= n 0) done (%chunks (- n 1) (cons (make-vector 126 nil) done))))

;; Cells of four words.
(defn (%cells n done) (if (= n 0) done (%cells (- n 1) (cons nil done))))

;; Makes garbage in cells, n times 16 words.
(defn (%collect n)
  (if (= n 0)
      nil
      (begin (cons nil nil) (cons nil nil) (cons nil nil) (cons nil nil) (%collect (- n 1)))))

;; Registers keep where the last fault was, and the operands of the last application of more than three:
;; let it be this one.
(defn (%forget-last a b c d) (catch cons (throw nil)))

;; Four reserves are taken, and two and a half of them held: one and a half are to work with.
(defn (%take-chunks)
  (%forget-last nil nil nil nil)
  (list-tail (%chunks (+ 5 (quotient %reserve-words 33)) nil) (+ 2 (quotient %reserve-words 88))))

;; The same in cells, which any piece of free memory has room for. First garbage, as much as there is memory, so
;; that there has been a collection: the machine has its own reserve back.
(defn (%take-cells)
  (%forget-last nil nil nil nil)
  (%collect (* 4 %reserve-words))
  (list-tail (%cells %reserve-words nil) (* 3 (quotient %reserve-words 8))))

;; Where there are four reserves, but in pieces too small for chunks, cells are held. They are between whatever
;; comes and goes, and so keep it in pieces: chunks are tried first. That there are cells enough is tried before
;; that, as a fault hands the machine's reserve out, and it cannot survive another one without it.
(defn (%take-again)
  (%take-cells)
  (let ((chunks (catch cons (%take-chunks))))
    (if (eq? (car chunks) 7) (%take-cells) chunks)))

;; Holds memory back again if there is enough.
(defn (%arm)
  (if %arm?
      (begin
        (if (= %reserve-words 0)
            nil
            (%hold (catch cons (if %reserves? (%take-again) (%take-chunks)))))
        (set! %short? (if %reserve false %reserves?))
        (set! %arm? false))
      nil))

(defn (%let-go) (set! %reserve nil) (set! %arm? true))

;; What has been taken, or a fault.
(defn (%hold list)
  (if (number? (car list))
      (if (= (car list) 7) nil (%again (car list) (cdr list)))
      (begin (set! %reserves? true) (set! %reserve list))))

;; Throws again what has been caught. `%fail` is the dialect's way to throw.
(defn (%again cause culprit)
  (if (= cause 7) (%let-go) nil)
  (%fail cause culprit))

;; In a list, a continuation that gives up what is being evaluated. In a Lisp-2 it would stay in the
;; symbol's function cell.
(define %to-prompt nil)

;; Memory is out, and a program wants to go on. If it has dropped nothing, it cannot.
(defn (%run-out)
  (if (null? %to-prompt)
      nil
      (begin
        (%let-go)
        (%arm)
        (if %short? (funcall (car %to-prompt) (cons 7 nil)) nil))))

;; The trap handler of what is evaluated; the shell itself has none.
(define %handler nil)

;; A form that can have kept something has been evaluated.
(define %kept? false)

;; The form is about to be evaluated. A name or a quoted datum keeps nothing; `quote` is the symbol.
(defn (%note-form x quote)
  (if (if %handler true (if (pair? x) (not (eq? (car x) quote)) (vector? x)))
      (set! %kept? true)
      nil))

;; Such a form takes no memory: (operator name value), the name known, the value a name or a constant
;; in one word.
(defn (%frugal? x operators)
  (if (pair? x)
      (if (if (%memv (car x) operators) (= (%length x) 3) false)
          (if (symbol? (cadr x))
              (if (%means-nothing? (cadr x)) false (%frugal? (caddr x) nil))
              false)
          false)
      (if (symbol? x)
          true
          (if (null? x) true (if (boolean? x) true (if (number? x) true (char? x)))))))

;;; ------------------------------------------------------------------ the loop

(defn (%run-shell reserve prompt evaluate report)
  (set! %reserve-words reserve)
  (%persist
   (lambda (fault)
     (%persist (lambda (fault)
                 (%told report fault)
                 (%converse prompt evaluate report))
               fault))
   nil))

;; Applies f to nil, and to each fault in it, until it returns.
(defn (%persist f fault)
  (let ((end (catch cons (funcall f fault))))
    (if (pair? end) (%persist f end) nil)))

(defn (%converse prompt evaluate report)
  (%arm)
  (let ((line (%ask 76 prompt)))
    (if (null? line)
        true
        (begin
          (%told report (%outcome evaluate line))
          (%converse prompt evaluate report)))))

;; The fault of an evaluation, else nil.
(defn (%outcome evaluate line)
  (call/cc
   (lambda (prompt)
     (set! %to-prompt (cons prompt nil))
     (catch cons
       (set-trap-handler! %handler)
       (funcall evaluate line)
       nil))))

;; Drops what only the last form held, and tells a fault.
(defn (%told report fault)
  (if %to-prompt (set! %handler (set-trap-handler! nil)) nil)
  (set! %to-prompt nil)
  (set-symbol-value! %t nil)
  (set! %text "")
  (let ((forgotten (%tidy fault)))
    (if (pair? fault)
        (begin
          (funcall report (car fault) (cdr fault) forgotten)
          (set-cdr! fault nil))
        nil)))

;; Symbols that stand for nothing are forgotten where memory was out and they have taken a lot of it,
;; or where nothing else can have kept them. How many, if something can have.
(defn (%tidy fault)
  (let ((full (if (pair? fault) (= (car fault) 7) false)))
    (if full (%let-go) nil)
    (if (if (if %reserves? (null? %reserve) full) (< 64 (%length %fresh)) false)
        (%forget-fresh)
        (begin
          (if (if %short? true (not %kept?)) (%forget-fresh) nil)
          (set! %kept? false)
          (set! %fresh nil)
          0))))
