;;; hew-mode.el --- Major mode for the Hew language -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "26.1"))
;; Keywords: languages

;;; Commentary:

;; Colours, indentation and comments for Hew.  `hewq lsp' does the rest, with Eglot or lsp-mode.

;;; Code:

(require 'cl-lib)

(defvar eglot-server-programs)
(defvar lsp-language-id-configuration)
(declare-function lsp-activate-on "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")

(defconst hew-mode-declare-words
  '("actor" "async" "const" "dyn" "enum" "extern" "fn" "gen" "impl" "import" "indirect" "let"
    "machine" "move" "mut" "package" "pool" "pub" "receive" "record" "super" "supervisor" "trait"
    "type" "unsafe" "var")
  "Words that declare something.")

(defconst hew-mode-control-words
  '("as" "await" "await_restart" "break" "brutal_kill" "catch" "continue" "cooperate" "default"
    "defer" "else" "for" "foreign" "fork" "if" "in" "is" "loop" "match" "race" "return" "scope"
    "select" "simple_one_for_one" "spawn" "this" "try" "where" "while" "yield")
  "Words of statements and expressions.")

(defconst hew-mode-constants
  '("false" "true")
  "Words that are values.")

(defconst hew-mode-contextual-words
  '("after" "bytes" "child" "clone" "consume" "consuming" "deprecated" "emit" "emits" "entry"
    "events" "exit" "fallback" "finally" "from" "init" "initial" "intensity" "join" "json"
    "json_name" "mailbox" "on" "optional" "overflow" "reenter" "repeated" "reserved" "restart"
    "shutdown" "since" "state" "strategy" "struct" "when" "wire" "wired_to" "within" "yaml"
    "yaml_name")
  "Words that are names unless another word follows.")

(defconst hew-mode-basic-types
  '("bool" "bytes" "char" "duration" "f32" "f64" "i16" "i32" "i64" "i8" "isize" "string" "u16" "u32"
    "u64" "u8" "usize")
  "The types of the language.")

(defvar hew-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23n" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?_ "_" table)
    (dolist (mark '(?+ ?- ?% ?& ?| ?^ ?! ?= ?< ?> ?~ ?? ?'))
      (modify-syntax-entry mark "." table))
    table)
  "Syntax of Hew: comments, which nest, and strings.")

(defun hew-mode--end-of-fstring ()
  "Where the f-string whose text begins at point ends, or nil."
  (let ((depth 0) (found nil))
    (while (and (not found) (not (eobp)))
      (pcase (char-after)
        (?\\ (forward-char 1))
        (?{ (setq depth (1+ depth)))
        (?} (setq depth (max 0 (1- depth))))
        (?\" (if (= depth 0)
                 (setq found (point))
               (forward-char 1)
               (re-search-forward "\\(?:[^\\\\\"]\\|\\\\.\\)*" nil t))))
      (unless (or found (eobp)) (forward-char 1)))
    found))

(defun hew-mode-syntax-propertize (start end)
  "Mark the ends of raw strings and f-strings from START to END."
  (goto-char start)
  (while (re-search-forward "\\_<\\([fr]\\)\"" end t)
    (unless (save-excursion (nth 8 (syntax-ppss (match-beginning 0))))
      (let* ((kind (match-string 1))
             (open (1- (point)))
             (close (if (equal kind "r")
                        (and (search-forward "\"" nil t) (1- (point)))
                      (hew-mode--end-of-fstring))))
        (when close
          (put-text-property open (1+ close) 'syntax-multiline t)
          (when (equal kind "r")
            (dotimes (i (- close open))
              (when (eq (char-after (+ open i)) ?\\)
                (put-text-property (+ open i) (+ open i 1) 'syntax-table (string-to-syntax ".")))))
          (dolist (quote (list open close))
            (put-text-property quote (1+ quote) 'syntax-table (string-to-syntax "|")))
          (goto-char (1+ close)))))))

(defun hew-mode--constant (limit)
  "Find a name in capitals before LIMIT that is not a variant or a type."
  (let ((case-fold-search nil) (found nil))
    (while (and (not found) (re-search-forward "\\_<[[:upper:]][[:upper:]0-9_]+\\_>" limit t))
      (setq found (not (looking-at "\\s-*\\(?:(\\|::\\)"))))
    found))

(defconst hew-mode-font-lock-keywords
  `(("\\`#!.*" 0 font-lock-comment-face t)
    ("#\\[[^]]*\\]" . font-lock-preprocessor-face)
    ("\\_<\\(\\(?:[bfr]\\|re\\)\\)\"" 1 font-lock-string-face)
    ("'\\(?:\\\\[^\n]\\|[^'\\\n]\\)'" . font-lock-string-face)
    ("@[[:alpha:]_][[:alnum:]_]*" . font-lock-constant-face)
    ("\\_<fn\\s-+\\([[:alpha:]_][[:alnum:]_]*\\)" 1 font-lock-function-name-face)
    (,(regexp-opt (append hew-mode-declare-words hew-mode-control-words) 'symbols) . font-lock-keyword-face)
    (,(regexp-opt hew-mode-constants 'symbols) . font-lock-constant-face)
    (,(concat (regexp-opt hew-mode-contextual-words 'symbols) "\\s-+[[:alnum:]_\"]") 1 font-lock-keyword-face)
    (,(regexp-opt hew-mode-basic-types 'symbols) . font-lock-type-face)
    (hew-mode--constant . font-lock-constant-face)
    ("\\_<[[:upper:]][[:alnum:]_]*\\_>" . font-lock-type-face)
    ("\\_<0\\(?:[xX][[:xdigit:]_]+\\|[oO][0-7_]+\\|[bB][01_]+\\)\\_>" . font-lock-constant-face)
    (,(concat "\\_<[0-9][0-9_]*\\(?:ns\\|us\\|ms\\|s\\|m\\|h"
              "\\|\\.[0-9][0-9_]*\\(?:[eE][+-]?[0-9]+\\)?\\)?\\_>")
     . font-lock-constant-face))
  "What is coloured in Hew.")

(defun hew-mode--line (bracket)
  "The line from which what BRACKET opens is indented.
One that begins with a closing bracket goes on with the line of the opening one."
  (save-excursion
    (goto-char bracket)
    (back-to-indentation)
    (let (open)
      (while (and (looking-at "[])}]")
                  (not (nth 8 (syntax-ppss)))
                  (setq open (ignore-errors (scan-lists (1+ (point)) -1 0))))
        (goto-char open)
        (back-to-indentation)))
    (line-number-at-pos)))

(defun hew-mode-indent-line ()
  "Indent the line: four spaces for each line above that opened brackets."
  (interactive)
  (let ((column (save-excursion
                  (back-to-indentation)
                  (let ((closing (looking-at "[])}]"))
                        (open (nreverse (copy-sequence (nth 9 (syntax-ppss)))))
                        (lines nil))
                    (when (and closing open)
                      (let ((line (hew-mode--line (car open))))
                        (while (and open (= (hew-mode--line (car open)) line))
                          (setq open (cdr open)))))
                    (dolist (at open)
                      (cl-pushnew (hew-mode--line at) lines))
                    (* 4 (length lines))))))
    (unless (save-excursion (nth 8 (syntax-ppss (line-beginning-position))))
      (if (<= (current-column) (current-indentation))
          (indent-line-to column)
        (save-excursion (indent-line-to column))))))

;;;###autoload
(define-derived-mode hew-mode prog-mode "Hew"
  "Major mode for programs of the Hew language."
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "//+[!/]*\\s-*\\|/\\*+\\s-*")
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width 4)
  (setq-local syntax-propertize-function #'hew-mode-syntax-propertize)
  (add-hook 'syntax-propertize-extend-region-functions #'syntax-propertize-multiline nil t)
  (setq-local indent-line-function #'hew-mode-indent-line)
  (setq-local font-lock-defaults '(hew-mode-font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.hew\\'" . hew-mode))

;;;###autoload
(add-to-list 'interpreter-mode-alist '("hewq" . hew-mode))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(hew-mode "hewq" "lsp")))

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(hew-mode . "hew"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '("hewq" "lsp"))
                    :activation-fn (lsp-activate-on "hew")
                    :server-id 'hewq)))

(provide 'hew-mode)
;;; hew-mode.el ends here
