package repl

// This file writes a session as a program or as a test: `:save`.

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/format"
	"hewq/lang/source"
)

// save is `:save`.
func (s *Session) save(_ context.Context, arg argument) Answer {
	name := arg.text
	if !strings.HasSuffix(name, ".hew") {
		return refuse("the name of a program ends in .hew: `:save %s.hew`, or `:save %[1]s_test.hew` for a test", name)
	}
	if s.kept.full {
		return refuse("this session is too long to be saved: only %d statements and %d KiB are kept", keptStatements, keptBytes>>10)
	}
	if len(s.kept.stmts)+len(s.items) == 0 {
		return refuse("there is nothing to save yet")
	}
	if _, err := os.Lstat(name); err == nil && !slices.Contains(s.saved, name) {
		return refuse("there is a file %s already, which is not overwritten", name)
	}
	w := s.saving(name)
	text, err := w.program()
	if err != nil {
		return Answer{Err: err}
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		if at := (*fs.PathError)(nil); errors.As(err, &at) {
			err = at.Err
		}
		return refuse("cannot write %s: %v", name, err)
	}
	if !slices.Contains(s.saved, name) {
		s.saved = append(s.saved, name)
	}
	command := "run"
	if w.test {
		command = "test"
	}
	told := fmt.Sprintf("saved; `hewq %s %s` runs it", command, name)
	switch n := w.comments(); {
	case n == 1:
		told += "; a statement that is right only at the prompt is a comment"
	case n > 1:
		told += fmt.Sprintf("; %d statements that are right only at the prompt are comments", n)
	}
	return Answer{Text: told}
}

// A saving makes a program of a session.
type saving struct {
	session *Session
	name    string
	test    bool
	stmts   []*savedStmt
}

// A savedStmt is a statement in the program.
type savedStmt struct {
	keptStmt
	forms []string // what it may look like, the best first; the last one is a comment
	line  int      // of the program, from 1
	lines int
}

func (s *Session) saving(name string) *saving {
	w := &saving{session: s, name: name, test: strings.HasSuffix(name, "_test.hew")}
	last := ""
	for i, k := range s.kept.stmts {
		this := fmt.Sprintf("value%d", i+1)
		w.stmts = append(w.stmts, &savedStmt{keptStmt: k, forms: w.formsOf(k, last, this, s.usedLater(i))})
		if k.valued {
			last = this
		}
	}
	return w
}

// usedLater tells whether a later statement uses the value of statement i as the last value.
func (s *Session) usedLater(i int) bool {
	for _, k := range s.kept.stmts[i+1:] {
		if len(k.last) > 0 {
			return true
		}
		if k.valued {
			return false
		}
	}
	return false
}

// formsOf are the forms of a statement: one that asserts its value, one that prints it, one that has it computed,
// a comment.
func (w *saving) formsOf(k keptStmt, last, this string, used bool) (forms []string) {
	text := k.naming(last)
	plain := ended(text)
	if k.valued {
		before, shown := "", strings.TrimSuffix(strings.TrimSpace(text), ";")
		if used {
			before, shown = fmt.Sprintf("let %s = %s;\n", this, shown), this
			plain = strings.TrimSuffix(before, "\n")
		}
		if w.test && k.value != "" && !strings.Contains(k.value, "…") {
			switch k.value {
			case "true":
				forms = append(forms, before+"assert("+shown+");")
			case "false":
				forms = append(forms, before+"assert(!("+shown+"));")
			default:
				forms = append(forms, before+"assert(("+shown+") == "+k.value+");")
			}
		}
		forms = append(forms, before+"println("+shown+");")
		if k.result && !used {
			plain = "let _ = " + shown + ";"
		}
	}
	return append(forms, plain, "// only at the prompt: "+strings.ReplaceAll(k.text, "\n", "\n// "))
}

// ended is a statement with the `;` that may be missing at a prompt. After a block it does no harm.
func ended(text string) string { return strings.TrimSuffix(strings.TrimSpace(text), ";") + ";" }

// declared is a declaration with the `;` that may be missing at a prompt, if it does not end with a block.
func declared(text string) string {
	text = strings.TrimSpace(text)
	value := strings.HasPrefix(text, "import") || strings.HasPrefix(text, "const") || strings.HasPrefix(text, "pub const")
	if strings.HasSuffix(text, "}") && !value {
		return text
	}
	return ended(text)
}

// program is the program: of each statement the first form that is right.
func (w *saving) program() (string, error) {
	for {
		text, err := w.text()
		if err != nil {
			return "", err
		}
		src := source.New(w.name, text)
		_, found := lang.Load(src, w.session.options.Modules)
		if len(found) == 0 {
			formatted, err := format.Source(src)
			if err != nil {
				return text, nil // it is right, if not beautiful
			}
			return string(formatted), nil
		}
		if !w.next(src, found) {
			at := found[0]
			return "", &CommandError{fmt.Sprintf("this session cannot be saved, since it would not be right as a program: %s: %s", firstLineOf(at.Span), at.Message)}
		}
	}
}

// firstLineOf is the line in which a mistake stands.
func firstLineOf(at source.Span) string {
	if at.File == nil {
		return "somewhere"
	}
	rest := at.File.Text[min(at.Start, len(at.File.Text)):]
	start := strings.LastIndexByte(at.File.Text[:len(at.File.Text)-len(rest)], '\n') + 1
	line, _, _ := strings.Cut(at.File.Text[start:], "\n")
	return "`" + strings.TrimSpace(line) + "`"
}

// next takes the next form of each statement in which there is a mistake, and tells whether there is one.
func (w *saving) next(src *source.File, found []diag.Diagnostic) (any bool) {
	for _, s := range w.stmts {
		wrong := slices.ContainsFunc(found, func(d diag.Diagnostic) bool {
			return d.Span.File == src && s.line <= d.Span.Place().Line && d.Span.Place().Line < s.line+s.lines
		})
		if wrong && len(s.forms) > 1 {
			s.forms = s.forms[1:]
			any = true
		}
	}
	return any
}

// comments is how many statements are comments.
func (w *saving) comments() (n int) {
	for _, s := range w.stmts {
		if len(s.forms) == 1 {
			n++
		}
	}
	return n
}

// text is the program with the forms that the statements have now: imports, declarations, and a function with the
// statements. A variable that is declared anew begins a block.
func (w *saving) text() (string, error) {
	p := &numbered{}
	p.add("// Saved from the prompt of hewq.\n")
	main := false
	for _, imports := range []bool{true, false} {
		for _, it := range w.session.items {
			if strings.HasPrefix(it.text, "import") == imports {
				p.add(declared(it.source))
			}
			main = main || it.name == "main"
		}
	}
	if len(w.stmts) == 0 {
		return p.text(), nil
	}
	name := "main"
	if w.test {
		name = w.testName()
		p.add("\n#[test]")
	} else if main {
		return "", &CommandError{"this session declares `main`, which would be the program's; `:save NAME_test.hew` saves it as a test"}
	}
	p.add("fn " + name + "() {")
	scope, open := map[string]bool{}, 0
	for _, s := range w.stmts {
		if len(s.forms) > 1 && slices.ContainsFunc(s.names, func(n string) bool { return scope[n] }) {
			p.add("{")
			open++
			clear(scope)
		}
		for _, n := range s.names {
			scope[n] = len(s.forms) > 1
		}
		s.line = p.lines + 1
		p.add(s.forms[0])
		s.lines = p.lines + 1 - s.line
	}
	p.add(strings.Repeat("}", open+1))
	return p.text(), nil
}

// testName is the name of the test: one that nothing else has.
func (w *saving) testName() string {
	name := "session"
	for slices.ContainsFunc(w.session.items, func(it item) bool { return it.name == name }) {
		name += "_again"
	}
	return name
}

// A numbered is a text whose lines are counted.
type numbered struct {
	strings.Builder
	lines int
}

// add adds lines.
func (n *numbered) add(text string) {
	n.WriteString(text + "\n")
	n.lines += strings.Count(text, "\n") + 1
}

func (n *numbered) text() string { return n.String() }
