;; Hash-maps: hash tries (P. Bagwell, Ideal Hash Trees, 2001) without the bitmaps: a node is NIL; a
;; leaf (hash . entries), whose entries (key . value) have the same hash; or a VECTOR of eight nodes, by
;; three bits of the hash. A map is never changed: what is put in copies the way down to it.

(define %ways 8)

(defn (hash-of key)
  (if (string? key)
      (%hash-string key)
      (if (= (bitwise-and (object-type key) 15) 3)
          (%hash-string (symbol-name key))
          (if (number? key)
              (bitwise-and key 67108863)
              (if (null? key) 0 (throw "a key must be a string, keyword, symbol or number"))))))

(defn (key=? a b)
  (if (eq? a b) true (if (string? a) (if (string? b) (string=? a b) false) false)))

(defn (entry-of key entries)
  (if (null? entries)
      nil
      (if (key=? key (car (car entries))) (car entries) (entry-of key (cdr entries)))))

(defn (without key entries done)
  (if (null? entries)
      done
      (without key (cdr entries)
               (if (key=? key (car (car entries))) done (cons (car entries) done)))))

;; The entry (key . value), else nil. `hash` has lost the bits that have led here.
(defn (node-entry node hash key)
  (if (null? node)
      nil
      (if (pair? node)
          (entry-of key (cdr node))
          (node-entry (vector-ref node (bitwise-and hash 7)) (arithmetic-shift hash -3) key))))

(defn (slot hash depth) (bitwise-and (arithmetic-shift hash (- depth)) 7))

;; `depth` counts the bits that have led here.
(defn (node-with node hash depth entry)
  (if (null? node)
      (cons hash (cons entry nil))
      (if (pair? node)
          (if (= (car node) hash)
              (cons hash (cons entry (without (car entry) (cdr node) nil)))
              (node-with (vector-with (make-vector %ways nil) (slot (car node) depth) node)
                         hash depth entry))
          (let ((index (slot hash depth)))
            (vector-with node index
                         (node-with (vector-ref node index) hash (+ depth 3) entry))))))

(defn (node-without node hash depth key)
  (if (null? node)
      nil
      (if (pair? node)
          (leaf-or-nil (car node) (without key (cdr node) nil))
          (let ((index (slot hash depth)))
            (vector-with node index
                         (node-without (vector-ref node index) hash (+ depth 3) key))))))

(defn (leaf-or-nil hash entries) (if (null? entries) nil (cons hash entries)))

;; All entries, before those of `done`.
(defn (node-entries node done)
  (if (null? node)
      done
      (if (pair? node)
          (%append2 (cdr node) done)
          (ways-entries node %ways done))))

(defn (ways-entries node end done)
  (if (= end 0)
      done
      (ways-entries node (- end 1) (node-entries (vector-ref node (- end 1)) done))))

;;; ------------------------------------------------------------------ maps

(define %no-entries (vector 2 nil 0 nil))

(defn (map-count m) (vector-ref m 2))

;; The entry (key . value) of a map, else nil; of nil too.
(defn (map-entry m key)
  (if (null? m) nil (node-entry (vector-ref (check-map m) 3) (hash-of key) key)))

(defn (check-map m) (if (mal-map? m) m (throw "not a hash-map")))

(defn (map-with m key x)
  (let ((hash (hash-of key)))
    (vector 2 (vector-ref m 1)
            (if (node-entry (vector-ref m 3) hash key)
                (vector-ref m 2)
                (+ (vector-ref m 2) 1))
            (node-with (vector-ref m 3) hash 0 (cons key x)))))

(defn (map-without m key)
  (if (map-entry m key)
      (vector 2 (vector-ref m 1) (- (vector-ref m 2) 1)
              (node-without (vector-ref m 3) (hash-of key) 0 key))
      m))

(defn (map-entries m) (node-entries (vector-ref (check-map m) 3) nil))

;; A map with keys and values of a chain put in.
(defn (map-with-all m chain)
  (if (null? chain)
      m
      (if (null? (cdr chain))
          (throw "a key without a value")
          (map-with-all (map-with m (car chain) (cadr chain)) (cddr chain)))))

(defn (maps-equal? a b)
  (if (= (map-count a) (map-count b)) (entries-in? (map-entries a) b) false))

(defn (entries-in? entries m)
  (if (null? entries)
      true
      (let ((entry (map-entry m (car (car entries)))))
        (if entry
            (if (mal-equal? (cdr (car entries)) (cdr entry)) (entries-in? (cdr entries) m) false)
            false))))
