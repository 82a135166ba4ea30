;; Sines, tangents and their inverses, of floats; other numbers become floats first. Polynomials and their coefficients
;; are those of fdlibm (Sun Microsystems, 1993).

;;; ------------------------------------------------------------------ angles

;; (q high . low): x is q quarter turns and a rest, the sum of the two floats, which is about an eighth of a turn at
;; most; q counts modulo 4.
(defn (%angle x)
  (if (< -1647000.0 x 1647000.0)
      (%near-angle x (round (* x 0.6366197723675814)))
      (if (%finite? x) (%far-angle x) '(0 +nan.0 . 0.0))))

;; A quarter turn in parts of 33, 33 and 53 bits; n has 20. A rest that is too small for them is exact but for the
;; third, which then has 33 bits too, with 53 more.
(defn (%near-angle x n) (%rest-angle n (- x (* n 1.5707963267341256))))

(defn (%rest-angle n rest)
  (cons (bitwise-and (%integer-part n) 3)
        (if (< -3e-8 (- rest (* n 6.077100506303966e-11)) 3e-8)
            (%small-rest n (- rest (* n 6.077100506303966e-11)))
            (%rest-parts n rest (- rest (* n 6.077100506303966e-11))))))

(defn (%rest-parts n rest less)
  (%sum-parts less (- (* n 2.0222662487959506e-21) (- (- rest less) (* n 6.077100506303966e-11)))))

(defn (%small-rest n rest) (%small-parts n rest (- rest (* n 2.0222662487111665e-21))))

(defn (%small-parts n rest less)
  (%sum-parts less (- (* n 8.4784276603689e-32) (- (- rest less) (* n 2.0222662487111665e-21)))))

(defn (%sum-parts x y) (cons (- x y) (- (- x (- x y)) y)))

;; With integers: 2 / pi to 1,200 bits, of which those are taken that tell quarter turns modulo 4 and 180 bits of a
;; fraction; M. H. Payne, R. N. Hanek, 1983.
(defn (%far-angle x)
  (if (< x 0.0)
      (%opposite (%far-angle (- x)))
      (%float-parts %far-parts x)))

(defn (%opposite angle)
  (cons (bitwise-and (- (car angle)) 3) (cons (- (car (cdr angle))) (- (cdr (cdr angle))))))

(defn (%far-parts m e)
  (%far-turns (bitwise-and (+ (* m (bitwise-and (arithmetic-shift %turns-per-unit (- e 1020)) %four-turns))
                              %half-turn)
                           %four-turns)))

;; The integer that the list has, 28 bits in each element: the firmware's own text has no longer ones.
(defn (%packed list) (%packed-row list (+ 1 (quotient (* 28 (%length list)) %word-bits))))
(defn (%packed-row list n) (%integer (%packed-onto list (%make-bignum n) n) n))

(defn (%packed-onto list row n)
  (if (null? list)
      row
      (%packed-onto (cdr list) (%piece-behind row (%make-bignum n) (car list)) n)))

(defn (%piece-behind row result piece)
  (%digits-multiply! result row 268435456 piece)
  result)

(define %turns-per-unit
  (%packed '(10680707 115663937 86637607 92086099 81641691 103373203 205754433 266671674 199146437 102462022
             238699085 221118564 154069513 219750863 236841756 185768563 250118709 257092532 75819420 117599045
             259932473 152920984 55785972 164120056 196999464 61996937 134209029 159448818 252808026 10932726
             221675215 41726107 122635839 107603454 170751271 195854014 99711805 7577464 173183722 113227259
             18845021 8740915 4652155)))
(define %four-turns
  (%packed '(16383 268435455 268435455 268435455 268435455 268435455 268435455)))
(define %one-turn
  (%packed '(4095 268435455 268435455 268435455 268435455 268435455 268435455)))
(define %half-turn
  (%packed '(2048 0 0 0 0 0 0)))

;; pi / 2, times 2^128.
(define %quarter-turn
  (%packed '(102943 190071853 25454985 147607920 28850594)))

(defn (%far-turns turns)
  (cons (arithmetic-shift turns -180)
        (%far-rest (* %quarter-turn
                      (- (bitwise-and turns %one-turn) %half-turn)))))

;; n / 2^308 as the sum of two floats.
(defn (%far-rest n) (%far-sum n (inexact n)))

(defn (%far-sum n high)
  (cons (* high 1.9176146348819244e-93)
        (* (inexact (- n (exact high))) 1.9176146348819244e-93)))

;;; ------------------------------------------------------------------ sines and cosines

;;# Elementary functions
;;: (sin x) -- The sine of an angle in radians.
;;> (sin 1.0) => 0.8414709848078965
(define (sin x) (if (float? x) (%sin x) (if (eq? x 0) 0 (%sin (inexact x)))))
;;: (cos x) -- The cosine.
;;> (cos 1.0) => 0.5403023058681398
(define (cos x) (if (float? x) (%cos x) (if (eq? x 0) 1 (%cos (inexact x)))))

(defn (%sin x)
  (if (< -0.7853981633974483 x 0.7853981633974483)
      (%sin-near x 0.0)
      (%sin-of (%angle x))))

(defn (%cos x)
  (if (< -0.7853981633974483 x 0.7853981633974483)
      (%cos-near x 0.0)
      (%cos-of (%angle x))))

(defn (%sin-of angle) (%sin-quadrant (car angle) (car (cdr angle)) (cdr (cdr angle))))
(defn (%cos-of angle)
  (%sin-quadrant (bitwise-and (+ (car angle) 1) 3) (car (cdr angle)) (cdr (cdr angle))))

(defn (%sin-quadrant q x y)
  (if (< q 2)
      (if (= q 0) (%sin-near x y) (%cos-near x y))
      (if (= q 2) (- (%sin-near x y)) (- (%cos-near x y)))))

;; Of x + y, where y is small beside x.
(defn (%sin-near x y) (%sin-sum x y (* x x)))

(defn (%sin-sum x y z)
  (- x
     (- (- (* z (- (* 0.5 y) (* z x (%sin-polynomial z)))) y)
        (* z x -1.66666666666666324348e-01))))

(defn (%sin-polynomial z)
  (+ 8.33333333332248946124e-03
     (* z (+ -1.98412698298579493134e-04
             (* z (+ 2.75573137070700676789e-06
                     (* z (+ -2.50507602534068634195e-08 (* z 1.58969099521155010221e-10)))))))))

(defn (%cos-near x y) (%cos-terms (* x x) (* x y)))
(defn (%cos-terms z xy) (%cos-sum (- 1.0 (* 0.5 z)) z xy))

(defn (%cos-sum w z xy)
  (+ w (+ (- (- 1.0 w) (* 0.5 z)) (- (* z (%cos-polynomial z)) xy))))

(defn (%cos-polynomial z)
  (* z (+ 4.16666666666666019037e-02
          (* z (+ -1.38888888888741095749e-03
                  (* z (+ 2.48015872894767294178e-05
                          (* z (+ -2.75573143513906633035e-07
                                  (* z (+ 2.08757232129817482790e-09
                                          (* z -1.13596475577881948265e-11))))))))))))

;;; ------------------------------------------------------------------ tangents

;;: (tan x) -- The tangent.
;;> (tan 1.0) => 1.5574077246549023
(define (tan x) (if (float? x) (%tan x) (if (eq? x 0) 0 (%tan (inexact x)))))

(defn (%tan x)
  (if (< -0.7853981633974483 x 0.7853981633974483)
      (if (< -1e-8 x 1e-8) x (%tan-near x 0.0 0))
      (%tan-of (%angle x))))

(defn (%tan-of angle)
  (%tan-near (car (cdr angle)) (cdr (cdr angle)) (bitwise-and (car angle) 1)))

;; Of x + y and q quarter turns. Near an eighth of a turn by what is missing to it.
(defn (%tan-near x y q)
  (if (< 0.6744 x)
      (%tan-upper (%tan-missing x y) q)
      (if (< x -0.6744)
          (- (%tan-upper (%tan-missing (- x) (- y)) q))
          (%tan-lower x (%tan-rest x y (* x x)) q))))

(defn (%tan-missing x y) (+ (- 0.7853981633974483 x) (- 3.061616997868383e-17 y)))

;; The tangent of x + y, less x.
(defn (%tan-rest x y z)
  (+ (+ y (* z (+ (* z x (%tan-polynomial z)) y)))
     (* z x 3.33333333333334091986e-01)))

(defn (%tan-polynomial z)
  (+ 1.33333333333201242699e-01
     (* z (+ 5.39682539762260521377e-02
             (* z (+ 2.18694882948595424599e-02
                     (* z (+ 8.86323982359930005737e-03 (* z (%tan-higher z))))))))))

(defn (%tan-higher z)
  (+ 3.59207910759131235356e-03
     (* z (+ 1.45620945432529025516e-03
             (* z (+ 5.88041240820264096874e-04
                     (* z (+ 2.46463134818469906812e-04
                             (* z (+ 7.81794442939557092300e-05
                                     (* z (+ 7.14072491382608190305e-05
                                             (* z (+ -1.85586374855275456654e-05
                                                     (* z 2.59073051863633712884e-05)))))))))))))))

;; x is what is missing to an eighth of a turn.
(defn (%tan-upper x q)
  (%tan-beside x (%tan-rest x 0.0 (* x x)) (if (= q 0) 1.0 -1.0)))

(defn (%tan-beside x rest v) (%tan-upper-sum x rest (cons (+ x rest) v)))

(defn (%tan-upper-sum x rest parts)
  (- (cdr parts)
     (* 2.0 (- x (- (/ (* (car parts) (car parts)) (+ (car parts) (cdr parts))) rest)))))

(defn (%tan-lower x rest q)
  (if (= q 0) (+ x rest) (%negative-inverse x rest (%upper (+ x rest)))))

;; -1 / (x + rest), whose first bits `upper` has.
(defn (%negative-inverse x rest upper)
  (%inverse-sum (/ -1.0 (+ x rest)) (- rest (- upper x)) upper))

(defn (%inverse-sum inverse lower upper)
  (%inverse-corrected inverse (%upper inverse) (cons upper lower)))

(defn (%inverse-corrected inverse first parts)
  (+ first (* inverse (+ (+ 1.0 (* first (car parts))) (* first (cdr parts))))))

;;; ------------------------------------------------------------------ arcus sine and cosine

;;: (asin x) -- The angle with that sine.
;;> (asin 1.0) => 1.5707963267948966
(define (asin x) (if (float? x) (%asin x) (if (eq? x 0) 0 (%asin (inexact x)))))
;;: (acos x) -- The angle with that cosine.
;;> (acos 0.5) => 1.0471975511965979
(define (acos x) (if (float? x) (%acos x) (if (eq? x 1) 0 (%acos (inexact x)))))

(defn (%asin x)
  (if (< -0.5 x 0.5)
      (+ x (* x (%asin-quotient (* x x))))
      (if (< x 0.0) (- (%asin-upper (- x))) (%asin-upper x))))

;; By the half of what is missing to 1.
(defn (%asin-upper x)
  (if (< x 0.975)
      (%asin-middle (* 0.5 (- 1.0 x)) (sqrt (* 0.5 (- 1.0 x))))
      (%asin-last (* 0.5 (- 1.0 x)) (sqrt (* 0.5 (- 1.0 x))))))

(defn (%asin-last z root)
  (- 1.5707963267948966
     (- (* 2.0 (+ root (* root (%asin-quotient z)))) 6.123233995736766e-17)))

(defn (%asin-middle z root) (%asin-sum z root (%upper root)))

(defn (%asin-sum z root upper)
  (- 0.7853981633974483
     (- (- (* 2.0 root (%asin-quotient z))
           (- 6.123233995736766e-17 (* 2.0 (%root-rest z root upper))))
        (- 0.7853981633974483 (* 2.0 upper)))))

;; The root of z, less its first bits.
(defn (%root-rest z root upper) (/ (- z (* upper upper)) (+ root upper)))

(defn (%acos x)
  (if (< -0.5 x 0.5)
      (- 1.5707963267948966
         (- x (- 6.123233995736766e-17 (* x (%asin-quotient (* x x))))))
      (if (< x 0.0)
          (%acos-negative (* 0.5 (+ 1.0 x)) (sqrt (* 0.5 (+ 1.0 x))))
          (if (= x 1.0) 0.0 (%acos-positive (* 0.5 (- 1.0 x)) (sqrt (* 0.5 (- 1.0 x))))))))

(defn (%acos-negative z root)
  (- 3.141592653589793
     (* 2.0 (+ root (- (* root (%asin-quotient z)) 6.123233995736766e-17)))))

(defn (%acos-positive z root) (%acos-sum z root (%upper root)))

(defn (%acos-sum z root upper)
  (* 2.0 (+ upper (+ (* root (%asin-quotient z)) (%root-rest z root upper)))))

(defn (%asin-quotient z) (/ (%asin-above z) (%asin-below z)))

(defn (%asin-above z)
  (* z (+ 1.66666666666666657415e-01
          (* z (+ -3.25565818622400915405e-01
                  (* z (+ 2.01212532134862925881e-01
                          (* z (+ -4.00555345006794114027e-02
                                  (* z (+ 7.91534994289814532176e-04
                                          (* z 3.47933107596021167570e-05))))))))))))

(defn (%asin-below z)
  (+ 1.0
     (* z (+ -2.40339491173441421878e+00
             (* z (+ 2.02094576023350569471e+00
                     (* z (+ -6.88283971605453293030e-01 (* z 7.70381505559019352791e-02)))))))))

;;; ------------------------------------------------------------------ arcus tangent

;;: (atan y [x]) -- The angle with that tangent; with x that of the point (x, y), in its quadrant.
;;> (atan 1.0) => 0.7853981633974483
;;> (atan 1.0 -1.0) => 2.356194490192345
(define (atan y . list)
  (if (null? list)
      (if (float? y) (%atan y) (if (eq? y 0) 0 (%atan (inexact y))))
      (%apply %atan-of-two y list)))

(defn (%atan x)
  (if (< -1e-8 x 1e-8)
      x
      (if (< x 0.0) (- (%atan-reduced (- x) 0.0 1.0)) (%atan-reduced x 0.0 1.0))))

;; The arcus tangent of x, plus c; or what is missing to half a turn, if `side` is -1. x is not negative. It is
;; reduced by a number whose own arcus tangent is known in two parts.
(defn (%atan-reduced x c side)
  (if (< x 1.1875)
      (if (< x 0.4375)
          (%atan-sum (* side x) (* side c)
                     (if (< 0.0 side) '(0.0 . 0.0) '(3.141592653589793 . 1.2246467991473532e-16)))
          (if (< x 0.6875)
              (%atan-sum (* side (/ (- (+ x x) 1.0) (+ 2.0 x))) (* side c)
                         (if (< 0.0 side)
                             '(0.4636476090008061 . 2.2698777452961687e-17)
                             '(2.677945044588987 . 1.5527705369303147e-16)))
              (%atan-sum (* side (/ (- x 1.0) (+ x 1.0))) (* side c)
                         (if (< 0.0 side)
                             '(0.7853981633974483 . 3.061616997868383e-17)
                             '(2.356194490192345 . 9.184850993605148e-17)))))
      (if (< x 2.4375)
          (%atan-sum (* side (/ (- x 1.5) (+ 1.0 (* 1.5 x)))) (* side c)
                     (if (< 0.0 side)
                         '(0.982793723247329 . 1.3903311031230998e-17)
                         '(2.158798930342464 . 2.1958367134601997e-16)))
          (%atan-sum (* side (/ -1.0 x)) (* side c) '(1.5707963267948966 . 6.123233995736766e-17)))))

(defn (%atan-sum x c known)
  (- (car known) (- (- (- (* x (%atan-polynomial (* x x))) (cdr known)) c) x)))

(defn (%atan-polynomial z)
  (* z (+ 3.33333333333329318027e-01
          (* z (+ -1.99999999998764832476e-01
                  (* z (+ 1.42857142725034663711e-01
                          (* z (+ -1.11111104054623557880e-01 (* z (%atan-higher z)))))))))))

(defn (%atan-higher z)
  (+ 9.09088713343650656196e-02
     (* z (+ -7.69187620504482999495e-02
             (* z (+ 6.66107313738753120669e-02
                     (* z (+ -5.83357013379057348645e-02
                             (* z (+ 4.97687799461593236017e-02
                                     (* z (+ -3.65315727442169155270e-02
                                             (* z 1.62858201153657823623e-02)))))))))))))

;; The angle of the point (x, y).
(defn (%atan-of-two y x)
  (if (if (eq? y 0) (if (float? x) false (< 0 x)) false)
      0
      (%atan-or-scaled y x (inexact y) (inexact x))))

;; What a number loses as a float near the ends of the floats counts beside another one that is there too.
(defn (%atan-or-scaled y x float-y float-x)
  (if (if (%near-float? y float-y) (%near-float? x float-x) false)
      (%atan-of-floats float-y float-x)
      (if (if (= y 0) false (if (rational? y) (rational? x) false))
          (%atan-scaled (exact y) (exact x) (if (< x 0) -1.0 1.0))
          (%atan-of-floats float-y float-x))))

(defn (%near-float? x float) (if (float? x) true (if (< 1e-300 (abs float) 1e300) true (eq? x 0))))

(defn (%atan-scaled y x side)
  (if (= x 0)
      (%atan-of-floats (if (< y 0) -1.0 1.0) 0.0)
      (%atan-of-floats (* side (inexact (/ y x))) side)))

(defn (%atan-of-floats y x)
  (if (%below-zero? y) (- (%atan-above (- y) x)) (%atan-above y x)))

(defn (%below-zero? x) (if (= x 0.0) (< (/ 1.0 x) 0.0) (< x 0.0)))

(defn (%atan-above y x)
  (if (%below-zero? x) (%atan-quadrant y (- x) -1.0) (%atan-quadrant y x 1.0)))

;; Of y / x, neither below 0. What rounding takes from the quotient counts if both are of a size.
(defn (%atan-quadrant y x side)
  (if (if (= x y) (if (= x 0.0) true (= x +inf.0)) false)
      (%atan-reduced (if (= x 0.0) 0.0 1.0) 0.0 side)
      (%atan-of-known y x (cons side (/ y x)))))

(defn (%atan-of-known y x known)
  (if (< 1e-9 (cdr known) 1e9)
      (if (< 1e-280 y 1e280)
          (%atan-quotient y x known)
          (if (< y 1.0)
              (%atan-quotient (* y 1.6069380442589903e+60) (* x 1.6069380442589903e+60) known)
              (%atan-quotient (* y 6.223015277861142e-61) (* x 6.223015277861142e-61) known)))
      (if (if (< (cdr known) 1.0) (< 0.0 (car known)) false)
          (cdr known)
          (%atan-reduced (cdr known) 0.0 (car known)))))

(defn (%atan-quotient y x known)
  (%atan-reduced (cdr known)
                 (/ (%quotient-rest y x (cdr known)) (* x (+ 1.0 (* (cdr known) (cdr known)))))
                 (car known)))

;; y - q x, exactly, if q is the quotient rounded: T. J. Dekker, 1971.
(defn (%quotient-rest y x q) (%rest-of y (* q x) (%products x q)))

(defn (%rest-of y product parts)
  (- (- y product)
     (+ (+ (- (car (car parts)) product) (cdr (car parts))) (cdr parts))))

;; ((first . middle) . last): the product of x and q.
(defn (%products x q) (%products-of x q (cons (%upper x) (%upper q))))

(defn (%products-of x q parts)
  (cons (cons (* (car parts) (cdr parts))
              (+ (* (car parts) (- q (cdr parts))) (* (- x (car parts)) (cdr parts))))
        (* (- x (car parts)) (- q (cdr parts)))))
