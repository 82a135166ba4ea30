; A counterexample of a campaign: `conscycle campaign repeat FILE` runs it again.
; kind: lockstep
; seed: 180000711
; machine: --word 32 --memory 8K --banks 4 --latency 1 --namespace lisp2 --code quick --collector mark-sweep
;
; > machine: --word 32 --memory 8K --banks 4 --latency 1 --namespace lisp2 --code quick --collector mark-sweep
; > first divergence in cycle 23971:
; >   memory.address             model 0x2002                           RTL 0x2
; > the cycles before it, the same on both sides:
; >   23963: WriteRow: digits.state WriteRow, memory.operation Write, memory.grant 1, memory.address 0x1fb6, memory.count 0x4
; >   23964: Row: digits.state Row, digits.index 0x8, memory.operation Read, memory.address 0x1ffe
; >   23965: SecondRow: fetch_object.address 0x1ffe, fetch_object.header 0x1ff8, fetch_object.field1 0x0, fetch_object.field2 0x1, fetch_object.field3 0x0, digits.state SecondRow, memory.operation None, memory.grant 0, memory.address 0x0, memory.count 0x0
; >   23966: DigitProduct: digits.state DigitProduct, digits.lane 0
; >   23967: DigitProduct: digits.lane 1
; >   23968: DigitProduct: digits.lane 2
; >   23969: DigitProduct: digits.lane 3
; >   23970: WriteRow: digits.state WriteRow, memory.operation Write, memory.grant 1, memory.address 0x1fba, memory.count 0x4
(define loop1 (lambda (i2 v3) (loop1 (- 1 1) ((lambda (v4 v5 v6) (define d7 #()) (%make-bignum 5) 1) nil (arithmetic-shift (%digits-multiply! ((lambda (row) (%digits-multiply! row (%digits-not! (%make-bignum 1)) 1 1) row) (%make-bignum 13)) (%make-bignum 4) 1 1) 1) (if (bignum? (%make-bignum 0)) nil nil)))))
(define loop1n (loop1 nil nil))
(nil nil (nil ((nil (nil) (nil nil (nil (nil nil)) nil nil) (nil nil (nil (nil nil)) nil nil) (nil nil nil nil) nil) (nil nil)) ((nil (nil) (nil nil (nil (nil nil)) nil nil) (nil nil (nil (nil nil)) nil nil) (nil nil nil nil) nil) (nil nil)) nil))
(nil nil (nil nil) (nil) (nil nil 1073741823.5))
