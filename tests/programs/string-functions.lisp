;; string-append, substring, string-copy, comparisons, conversions.
;; expect: ("abcde" "" "bcd" "abc" true false true false true (#\a #\b) "xy" "ab")
(list (string-append "ab" "" "cde") (string-append) (substring "abcde" 1 4) (string-copy "abc")
      (string=? "ab" "ab") (string=? "ab" "abc") (string<? "ab" "abc") (string<? "b" "abc")
      (string<? "" "a") (string->list "ab") (list->string '(#\x #\y)) (string #\a #\b))
