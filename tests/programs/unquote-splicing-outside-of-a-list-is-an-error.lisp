;; There is no list that the elements could go into.
;; trap: UncaughtThrow ("unquote-splicing outside of a list" (unquote-splicing (quote (1 2))))
`,@'(1 2)
