;; `string->symbol` for programs that are read on the host. The table takes as much memory as there are
;; symbols, so the builder makes it, for a program that names this function: without its name, none of
;; its symbols can be asked for.

(set! %symbols nil)
(define string->symbol %intern)
