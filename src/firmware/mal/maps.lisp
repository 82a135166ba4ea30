;; Hash-maps: binary tries by the bits of the hash, lowest first. A node is NIL; or a CONS of the nodes
;; for 0 and for 1; or a leaf, a VECTOR #(hash entries), whose entries (key . value) have the same
;; hash. A map is never changed: what is put in copies the way down to it, a CONS for each bit.

(defn (hash-of key)
  (if (string? key)
      (%hash-string key)
      (if (= (bitwise-and (object-type key) 15) 3)
          (%hash-string (symbol-name key))
          (if (number? key)
              (if (exact-integer? key)
                  (bitwise-and key 67108863)
                  (%hash-string (number->string key)))
              (if (null? key) 0 (throw "a key must be a string, keyword, symbol or number"))))))

(defn (key=? a b)
  (if (eq? a b) true (atoms-equal? a b)))

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
  (if (pair? node)
      (node-entry (if (= (bitwise-and hash 1) 0) (car node) (cdr node))
                  (arithmetic-shift hash -1)
                  key)
      (if (null? node) nil (entry-of key (vector-ref node 1)))))

(defn (leaf hash entries)
  (let ((node (%make-vector 2 entries)))
    (vector-set! node 0 hash)
    node))

(defn (bit hash depth) (bitwise-and (arithmetic-shift hash (- depth)) 1))

;; `depth` bits of the hash have led here.
(defn (node-with node hash depth entry)
  (if (pair? node)
      (if (= (bit hash depth) 0)
          (cons (node-with (car node) hash (+ depth 1) entry) (cdr node))
          (cons (car node) (node-with (cdr node) hash (+ depth 1) entry)))
      (if (null? node)
          (leaf hash (cons entry nil))
          (if (= (vector-ref node 0) hash)
              (leaf hash (cons entry (without (car entry) (vector-ref node 1) nil)))
              (node-with (if (= (bit (vector-ref node 0) depth) 0) (cons node nil) (cons nil node))
                         hash depth entry)))))

(defn (node-without node hash depth key)
  (if (pair? node)
      (if (= (bit hash depth) 0)
          (joined (node-without (car node) hash (+ depth 1) key) (cdr node))
          (joined (car node) (node-without (cdr node) hash (+ depth 1) key)))
      (if (null? node) nil (leaf-without hash (without key (vector-ref node 1) nil)))))

(defn (joined zero one) (if (if (null? zero) (null? one) false) nil (cons zero one)))

(defn (leaf-without hash entries) (if (null? entries) nil (leaf hash entries)))

;; All entries, before those of `done`.
(defn (node-entries node done)
  (if (pair? node)
      (node-entries (car node) (node-entries (cdr node) done))
      (if (null? node) done (%append2 (vector-ref node 1) done))))

;;; ------------------------------------------------------------------ maps

(defn (make-map metadata count node)
  (let ((m (%make-vector 4 node)))
    (vector-set! m 0 2)
    (vector-set! m 1 metadata)
    (vector-set! m 2 count)
    m))

(define %no-entries (make-map nil 0 nil))

(defn (map-count m) (vector-ref m 2))

;; The entry (key . value) of a map, else nil; of nil too.
(defn (map-entry m key)
  (if (null? m) nil (node-entry (vector-ref (check-map m) 3) (hash-of key) key)))

(defn (check-map m) (if (mal-map? m) m (throw "not a hash-map")))

(defn (map-with m key x)
  (let ((hash (hash-of key)))
    (make-map (vector-ref m 1)
              (if (node-entry (vector-ref m 3) hash key)
                  (vector-ref m 2)
                  (+ (vector-ref m 2) 1))
              (node-with (vector-ref m 3) hash 0 (cons key x)))))

(defn (map-without m key)
  (if (map-entry m key)
      (make-map (vector-ref m 1) (- (vector-ref m 2) 1)
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
