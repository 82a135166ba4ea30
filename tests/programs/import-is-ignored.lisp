;; All of the library is there without it; it may stand inside of a cond-expand.
;; expect: 3
(import (scheme base) (only (scheme write) display))
(cond-expand ((library (scheme base)) (import (scheme base))) (else))
(+ 1 2)
