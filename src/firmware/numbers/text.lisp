;; Numbers that are no integers as text, and back.

(define %integer-text number->string)
(define %integer-value string->number)

(define (number->string x . list)
  (if (float? x)
      (if (null? list) (%float-text x) (%apply %float-in-radix x list))
      (if (ratio? x)
          (string-append (%apply %integer-text (%ratio-numerator x) list)
                         "/"
                         (%apply %integer-text (%ratio-denominator x) list))
          (if (null? list) (%integer-text x) (%apply %integer-text x list)))))

(defn (%float-in-radix x radix)
  (if (eq? radix 10) (%float-text x) (error "a float has the radix 10:" radix)))

;;; ------------------------------------------------------------------ floats as text

(defn (%float-text x)
  (if (%finite? x)
      (list->string
       (if (< (if (= x 0.0) (/ 1.0 x) x) 0.0)
           (cons #\- (%put-float (- x)))
           (%put-float x)))
      (if (= x x) (if (< x 0.0) "-inf.0" "+inf.0") "+nan.0")))

;; An integer below 2^53 has no shorter text than its digits.
(defn (%put-float x)
  (if (< x 9007199254740992.0)
      (if (= x (floor x))
          (%append2 (%put-integer (exact x) 10) '(#\. #\0))
          (if (< x 1e-7) (%float-parts %put-shortest x) (%put-decimal x 1 10.0)))
      (%float-parts %put-shortest x)))

;; So many places behind the point, if that is enough; `power` is 10^places. There are no two numbers of 15 digits
;; that are read as the same float, and the quotient of two integers below 2^53 is rounded once.
(defn (%put-decimal x places power) (%try-decimal x places power (round (* x power))))

(defn (%try-decimal x places power n)
  (if (< n 1e15)
      (if (= (/ n power) x)
          (%put-scaled (%put-integer (exact n) 10) places)
          (%put-decimal x (+ places 1) (* power 10.0)))
      (%float-parts %put-shortest x)))

(defn (%put-scaled digits places)
  (%put-point digits (%length digits) (- (%length digits) places)))

;; n digits as a number below 1, times 10^scale.
(defn (%put-point digits n scale)
  (if (< 0 scale 22)
      (if (< scale n)
          (%split-at digits scale '(#\.))
          (%append2 digits (%zeros (- scale n) '(#\. #\0))))
      (if (< -7 scale 1)
          (cons #\0 (cons #\. (%zeros (- scale) digits)))
          (%append2 (if (= n 1) digits (%split-at digits 1 '(#\.)))
                    (cons #\e (%put-integer (- scale 1) 10))))))

(defn (%zeros n done) (if (= n 0) done (%zeros (- n 1) (cons #\0 done))))

;; Puts a list of characters behind the first n.
(defn (%split-at list n between)
  (if (= n 0)
      (%append2 between list)
      (cons (car list) (%split-at (cdr list) (- n 1) between))))

;;; ------------------------------------------------------------------ the shortest digits
;;
;; R. G. Burger, R. K. Dybvig: Printing Floating-Point Numbers Quickly and Accurately, 1996. The number is r / s, what
;; is read as the same number begins `below` / s below it and ends `above` / s above it, in lowest terms or not.

;; m times 2^e. Below a power of two floats are half as far apart.
(defn (%put-shortest m e)
  (let ((narrow (if (< -1074 e) (= (bit-length (- m 1)) 52) false)))
    (%put-scaled-shortest m e
                          (if narrow 2 1)
                          (%integer-part (ceiling (- (* 0.30102999566398114
                                                        (inexact (+ e (bit-length m) -1)))
                                                     1e-10))))))

;; `gap` is `above` as a multiple of `below`; 10^scale is not greater than the number, nor less than a tenth of it.
(defn (%put-scaled-shortest m e gap scale)
  (let ((up (if (< e 0) 1 (arithmetic-shift 1 e)))
        (power (expt 10 (abs scale))))
    (if (< scale 0)
        (%put-fixed (* m up gap 2 power)
                    (arithmetic-shift gap (+ 1 (if (< e 0) (- e) 0)))
                    (* up power) gap (= (bitwise-and m 1) 0) scale)
        (%put-fixed (* m up gap 2)
                    (* power (arithmetic-shift gap (+ 1 (if (< e 0) (- e) 0))))
                    up gap (= (bitwise-and m 1) 0) scale))))

;; The ends of the interval count if the last bit is 0. The scale may be one too small.
(defn (%put-fixed r s below gap even scale)
  (if (if even (<= s (+ r (* below gap))) (< s (+ r (* below gap))))
      (%put-digits-at (+ scale 1)
                      (%shortest r s below (* below gap) even (+ (%digits-count (%row s)) 1)))
      (%put-digits-at scale
                      (%shortest (* 10 r) s (* 10 below) (* 10 below gap) even
                                 (+ (%digits-count (%row s)) 1)))))

(defn (%put-digits-at scale digits) (%put-point digits (%length digits) scale))

;; Works on rows of n digits: r, the multiples of s, and #(s below above most rest n). What is compared with an end
;; has reached it if the result is no greater than `most`; `rest` has what s has more than r.
(defn (%shortest r s below above even n)
  (%row-digits (%wide r n)
               (%list (cons 8 (%wide (* 8 s) n))
                      (cons 4 (%wide (* 4 s) n))
                      (cons 2 (%wide (+ s s) n))
                      (cons 1 (%wide s n)))
               (vector (%wide s n) (%wide below n) (%wide above n)
                       (if even 0 -1)
                       (%make-bignum n)
                       n)
               nil))

(defn (%row-digits r multiples ends done)
  (%next-digit (%quotient-digit r multiples 0) r multiples ends done))

;; The quotient of r and s, which is less than 16; r becomes the remainder.
(defn (%quotient-digit r multiples digit)
  (if (null? multiples)
      digit
      (if (< (%digits-compare r (cdr (car multiples))) 0)
          (%quotient-digit r (cdr multiples) digit)
          (begin
            (%digits-subtract! r (cdr (car multiples)) 0)
            (%quotient-digit r (cdr multiples) (+ digit (car (car multiples))))))))

(defn (%next-digit digit r multiples ends done)
  (%digits-copy! (vector-ref ends 4) (vector-ref ends 0) 0 (vector-ref ends 5) 0)
  (%digits-subtract! (vector-ref ends 4) r 0)
  (if (%at-end? r (vector-ref ends 1) ends)
      (%last-digit (if (%at-end? (vector-ref ends 4) (vector-ref ends 2) ends)
                       (if (< (%digits-compare r (vector-ref ends 4)) 0) digit (+ digit 1))
                       digit)
                   done)
      (if (%at-end? (vector-ref ends 4) (vector-ref ends 2) ends)
          (%last-digit (+ digit 1) done)
          (begin
            (%tenfold! r)
            (%tenfold! (vector-ref ends 1))
            (%tenfold! (vector-ref ends 2))
            (%row-digits r multiples ends (cons (%digit-char digit) done))))))

(defn (%at-end? row end ends) (<= (%digits-compare row end) (vector-ref ends 3)))

(defn (%tenfold! row) (%digits-multiply! row row 10 0))

(defn (%last-digit digit done) (%reverse (cons (%digit-char digit) done)))

(defn (%digit-char n) (integer->char (+ n 48)))

;;; ------------------------------------------------------------------ text as numbers

;; The number that a text denotes, else false. A prefix goes before the radix that is given.
(defn (string->number s . list)
  (let ((n (%apply %integer-value s list)))
    (if n
        n
        (if (%at? s 0 #\#)
            (%prefixed s 0 nil nil list)
            (%other-number s (%index-of #\/ s 0) list %float-value)))))

;; From an index on there are prefixes yet: a list of the radix, and whether the number is exact, as a letter;
;; one of each at most.
(defn (%prefixed s at radix exactness list)
  (if (%at? s at #\#)
      (if (< (+ at 1) (string-length s))
          (%after-prefix s (+ at 2) radix exactness list (char-downcase (string-ref s (+ at 1))))
          false)
      (%of-exactness exactness (substring s at (string-length s)) (if radix radix list))))

(defn (%after-prefix s at radix exactness list letter)
  (let ((known (assv letter '((#\x 16) (#\o 8) (#\b 2) (#\d 10)))))
    (if known
        (if radix false (%prefixed s at (cdr known) exactness list))
        (if (if exactness false (%memv letter '(#\e #\i)))
            (%prefixed s at radix letter list)
            false))))

(defn (%of-exactness exactness s list)
  (if (eq? exactness #\e)
      (%number-of s list %exact-decimal)
      (let ((n (%number-of s list %float-value)))
        (if (if n exactness false) (inexact n) n))))

;; f is for decimal numbers.
(defn (%number-of s list f)
  (let ((n (%apply %integer-value s list)))
    (if n n (%other-number s (%index-of #\/ s 0) list f))))

;; The place of a character, from index n on; the length if it is not there.
(defn (%index-of c s n)
  (if (= n (string-length s)) n (if (eq? (string-ref s n) c) n (%index-of c s (+ n 1)))))

(defn (%other-number s slash list f)
  (if (< slash (string-length s))
      (if (< (+ slash 1) (%after-sign s (+ slash 1)))
          false
          (%ratio-of (%apply %integer-value (substring s 0 slash) list)
                     (%apply %integer-value (substring s (+ slash 1) (string-length s)) list)))
      (if (if (null? list) true (eq? (car list) 10))
          (if (%numeric? s) (funcall f s) false)
          false)))

(defn (%ratio-of n d) (if n (if d (if (= d 0) false (%fraction n d)) false) false))

;; An infinity or NaN by the letter of its name; else a sign or none, digits with a point or without one, an
;; exponent or none.
(defn (%float-value s)
  (if (%at? s 1 #\i)
      (if (%at? s 0 #\-) -inf.0 +inf.0)
      (if (%at? s 1 #\n)
          +nan.0
          (if (%at? s 0 #\-)
              (- (%unsigned-value s 1 (%after-digits s 1)))
              (%unsigned-value s (%after-sign s 0) (%after-digits s (%after-sign s 0)))))))

;; The digits before the point end at index `point`.
(defn (%unsigned-value s start point)
  (if (%at? s point #\.)
      (%value-with-places s start point (%after-digits s (+ point 1)))
      (%value-with-exponent s (%digits-from s start point) point 0 (- point start))))

(defn (%value-with-places s start point end)
  (%value-with-exponent s
                        (+ (* (%digits-from s start point) (%power 10 (- end point 1) 1))
                           (%digits-from s (+ point 1) end))
                        end
                        (- end point 1)
                        (- end start 1)))

;; The integer of the digits up to an index, of which there may be none.
(defn (%digits-from s start end) (if (= start end) 0 (%get-parts s start end 10)))

;; n of so many digits, some of them behind the point, and what stands from an index on.
(defn (%value-with-exponent s n end places digits)
  (%scaled-value n
                 (if (= end (string-length s))
                     (- places)
                     (- (%integer-value (substring s (+ end 1) (string-length s))) places))
                 digits))

;; n times 10^scale, n of so many digits.
(defn (%scaled-value n scale digits)
  (if (= n 0)
      0.0
      (if (if (< -23 scale 23) (< (bit-length n) 54) false)
          (if (< scale 0)
              (/ (inexact n) (vector-ref %short-powers (- scale)))
              (* (inexact n) (vector-ref %short-powers scale)))
          (if (< 310 scale)
              +inf.0
              (if (< (+ scale digits) -330)
                  0.0
                  (if (< scale 0)
                      (%ratio-float n (expt 10 (- scale)))
                      (inexact (* n (expt 10 scale)))))))))

;; The number itself that decimal digits denote, which the nearest float need not be; false of an infinity or NaN.
(defn (%exact-decimal s)
  (if (if (%at? s 1 #\i) true (%at? s 1 #\n))
      false
      (%exact-at-point s (%after-digits s (%after-sign s 0)))))

(defn (%exact-at-point s point)
  (if (%at? s point #\.)
      (%exact-with-places s point (%after-digits s (+ point 1)))
      (%exact-scaled s (substring s 0 point) point 0)))

(defn (%exact-with-places s point end)
  (%exact-scaled s
                 (string-append (substring s 0 point) (substring s (+ point 1) end))
                 end
                 (- end point 1)))

;; Of digits, so many of them behind the point, and the exponent that stands from an index on.
(defn (%exact-scaled s digits end places)
  (* (%integer-value digits)
     (expt 10 (- (if (= end (string-length s))
                     0
                     (%integer-value (substring s (+ end 1) (string-length s))))
                 places))))

;; The powers of ten that are floats.
(define %short-powers
  '#(1e0 1e1 1e2 1e3 1e4 1e5 1e6 1e7 1e8 1e9 1e10 1e11 1e12 1e13 1e14 1e15 1e16 1e17 1e18 1e19 1e20
     1e21 1e22))
