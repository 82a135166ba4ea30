;; Two answers to a fault. A `catch` frame unwinds: what was going on is abandoned. The handler in
;; the trap vector resumes: the value it returns stands for the expression that trapped.

(define (quotients numbers divisor)
  (map (lambda (n) (quotient n divisor)) numbers))

;; Unwinds: the handler gets the cause (6 is division by zero) and the culprit.
(print (catch (lambda (cause culprit) (list :cause cause :culprit culprit))
         (quotients '(10 20 30) 0)))

;; A thrown value comes with the cause 9.
(print (catch (lambda (cause culprit) culprit)
         (error "no such thing:" 'unicorn)))

;; Resumes: every division by zero is 0, and `map` goes on.
(set-trap-handler! (lambda (cause culprit) (if (= cause 6) 0 (throw culprit))))

(quotients '(10 20 30) 0)
