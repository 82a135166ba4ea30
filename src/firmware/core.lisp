;; The core dialect's library.
(defun list items items)
