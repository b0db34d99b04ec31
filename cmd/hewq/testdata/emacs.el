;; What cmd/hewq/emacs_test.go does in Emacs: it writes what it sees into the file $HEWQ_OUT.
(defvar out nil)

(defun say (&rest words)
  (push (mapconcat (lambda (word) (substring-no-properties (format "%s" word))) words " ") out))

(defun finish ()
  (write-region (concat (mapconcat #'identity (reverse out) "\n") "\n") nil (getenv "HEWQ_OUT"))
  (kill-emacs))

(defun await (what condition)
  (let ((end (+ (float-time) 60)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (error "Waited in vain for %s" what))
      (accept-process-output nil 0.02))))

;; Puts point into a word, in the first line that has a text.
(defun on (text word)
  (goto-char (point-min))
  (search-forward text)
  (beginning-of-line)
  (search-forward word (line-end-position))
  (backward-char))

;; What Eldoc gets from one of its functions.
(defun shown (function)
  (let ((text nil))
    (funcall function (lambda (string &rest _) (setq text (or string ""))))
    (await function (lambda () text))
    (split-string text "\n")))

(defun lines (text)
  (goto-char (point-min))
  (while (search-forward text nil t)
    (say "line" (string-trim (thing-at-point 'line)))
    (end-of-line)))

(defun run ()
  (package-initialize) ; as Emacs does at its start unless it is told --batch
  ;; These are the lines of editors/README.md.
  (add-to-list 'load-path (getenv "HEWQ_EDITORS"))
  (require 'hew-mode)
  (add-hook 'hew-mode-hook #'eglot-ensure)

  (find-file (getenv "HEWQ_FILE"))
  (run-hooks 'post-command-hook)
  (await "the server" #'eglot-managed-p)
  (say "mode" major-mode)

  (font-lock-ensure)
  (on "import" "import")
  (say "colour" (get-text-property (point) 'face))

  (on "let server" "new_server")
  (say "hover" (nth 1 (shown #'eglot-hover-eldoc-function)))
  (search-forward "(")
  (say "signature" (car (shown #'eglot-signature-eldoc-function)))

  (on "let server" "new_server")
  (xref-find-definitions (xref-backend-identifier-at-point 'eglot))
  (say "definition" (file-name-nondirectory buffer-file-name) (string-trim (thing-at-point 'line)))
  (say "read only" buffer-read-only "mode" major-mode)
  (switch-to-buffer (find-buffer-visiting (getenv "HEWQ_FILE")))

  (on "let server" "server")
  (say "references" (length (xref-backend-references 'eglot (xref-backend-identifier-at-point 'eglot))))
  (eglot-rename "listener")
  (lines "listener")

  (goto-char (point-max))
  (insert "\nfn   wrong( ) { nothing( ); sur }\n")
  (eglot--signal-textDocument/didChange) ; Emacs waits for an idle moment, which it has not with --batch
  (flymake-start)
  (await "diagnostics" (lambda () (= (length (flymake-diagnostics)) 2)))
  (dolist (found (sort (mapcar #'flymake-diagnostic-text (flymake-diagnostics)) #'string<))
    (say "diagnostic" (car (split-string found "\n"))))

  (on "fn   wrong" "sur")
  (forward-char)
  (completion-at-point)
  (say "completed" (string-trim (thing-at-point 'line)))
  (insert "(1);")
  (eglot-format-buffer)
  (goto-char (point-max))
  (search-backward "wrong")
  (say "formatted" (string-trim (buffer-substring (line-beginning-position) (point-max)))))

(defun run-test ()
  (find-file (getenv "HEWQ_TEST"))
  (run-hooks 'post-command-hook)
  (await "the server" #'eglot-managed-p)
  (on "fn adds" "adds")
  (setq last-nonmenu-event ?x) ; otherwise Emacs opens a menu
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_ offered &rest _)
               (say "action" (caar offered))
               (caar offered))))
    (call-interactively #'eglot-code-actions))
  (let ((shown nil))
    (await "the test"
           (lambda ()
             (with-current-buffer (messages-buffer)
               (save-excursion
                 (goto-char (point-min))
                 (and (re-search-forward "the test .*" nil t) (setq shown (match-string 0)))))))
    (say "test" shown)))

(condition-case err
    (progn
      (run)
      (run-test))
  (error (say "failed:" err)))
(finish)
