;; What portable programs ask for, in the shell: `import`, `cond-expand`, `define-library`. A program in
;; a file has them from the host, before it is built: src/cli/prepare.rs and features.rs.

;; Are there ratios and floats?
(define %has-floats (string->number "1.5"))

;; A name of the hardware is bound as a function on a lisp2 machine only.
(define %features
  (cons (if (symbol-function 'car) 'lisp2 'lisp1)
        (if %has-floats
            '(conscycle exact-closed ieee-float ratios else)
            '(conscycle else))))

;; Libraries of R7RS of which more than names are here.
(define %libraries
  (if %has-floats
      '((scheme base) (scheme char) (scheme eval) (scheme inexact) (scheme write))
      '((scheme base) (scheme char) (scheme eval) (scheme write))))

(define (%true-of-all? list)
  (if (null? list) true (if (%feature? (car list)) (%true-of-all? (cdr list)) false)))

(define (%true-of-one? list)
  (if (null? list) false (if (%feature? (car list)) true (%true-of-one? (cdr list)))))

;; Is a requirement of cond-expand met here?
(define (%feature? x)
  (if (pair? x)
      (if (eq? (car x) 'and)
          (%true-of-all? (cdr x))
          (if (eq? (car x) 'or)
              (%true-of-one? (cdr x))
              (if (eq? (car x) 'not)
                  (not (%feature? (cadr x)))
                  (if (eq? (car x) 'library)
                      (if (member (cadr x) %libraries) true false)
                      (error "unknown requirement" x)))))
      (if (%memv x %features) true false)))

(define (%cond-expand list)
  (if (null? list)
      nil
      (if (%feature? (car (car list)))
          (cons %begin (cdr (car list)))
          (%cond-expand (cdr list)))))

;;# The shell
;;: (cond-expand clause ...) -- The first clause whose requirement is met here, as `begin`. In a program, too: the
;;:   host resolves it before it is built.
(defmacro cond-expand list (%cond-expand list))

;; Every name of the library is there without it.
;;: (import set ...) -- Nothing: all of the library is there. In a program, too.
(defmacro import list nil)

;;: (define-library x ...) -- An error: libraries are not supported.
(defmacro define-library list
  (%list error "libraries are not supported: write their definitions into the program"))
