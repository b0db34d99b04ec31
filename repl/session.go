// Package repl is the interactive side of hewq: a Session evaluates inputs and keeps what they
// bind, a Console lets somebody type them on a terminal, Pipe reads them from anything else.
package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"hewq/lang"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/lang/flow"
	"hewq/lang/lint"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/native"
)

// Options are what a Session is made with.
type Options struct {
	Modules []native.Module // the standard modules
	IO      lang.IO         // what evaluated programs see; Stdout is where they print
	Whole   bool            // values in Answers are not cut
	Script  bool            // the inputs are parts of one program: the next one may look at what failed
	Columns func() int      // how wide the place is where Answers are shown; nil, or 0, if values stay on one line

	Warnings bool        // Answers have warnings about their inputs
	Allowed  []diag.Code // of warnings that they do not have
}

// A Session evaluates inputs one after another. Bindings, definitions, imports and open
// handles live until `:clear` or Close. Its methods must not be called concurrently, but what was
// typed may go on in the background while none is called.
type Session struct {
	options Options
	loader  module.Loader
	checker *check.Checker
	flow    *flow.Analysis
	machine *eval.Session
	printed *printed // what programs print to; nil if it is not shown
	env     *native.Env
	inputs  int
	items   []item
	traced  traced
	watched []watching
	kept    keeper
	saved   []string        // the files that :save has written
	typed   []string        // the last inputs
	past    func() []string // what was typed, if it is kept elsewhere

	mu        sync.Mutex    // held while an input is evaluated, over all above and below
	jobs      []*background // that run, or whose end was not told yet
	begunJobs int
	onEnd     func(Answer)
}

// An Answer is what came of one input.
type Answer struct {
	Value       string            // as shown: `42`; empty if the input has no value
	Plain       string            // what println prints of a value that is a string or a char
	Type        string            // of Value: `i64`
	Text        string            // what a command tells, without newline at its end
	Page        bool              // Text is to be read: if it is longer than the terminal, by a pager
	Head        string            // what ran in the background, if this is the answer of that
	Late        []Answer          // of what ran in the background, see Session.Late
	Diagnostics []diag.Diagnostic // why the input was not run
	Warnings    []diag.Diagnostic // what the input was probably not meant to do
	Err         error             // why it failed while running: *eval.Fault, *PanicError, or the context's
	Notes       string            // tells in whole lines of calls that failed, and that the input did not look at
	Elapsed     time.Duration     // of the evaluation
	Begun       bool              // what was printed ends in a line that the answer must not go on with
	Edit        string            // what the person wants to edit, and to have evaluated then
	Quit        bool              // the session should end, with Status
	Status      int               // exit status that the input asked for: 0 for `:quit`, 3 for exit(3)
}

// Failed tells whether the input was refused or failed.
func (a Answer) Failed() bool { return len(a.Diagnostics) > 0 || a.Err != nil }

// A PanicError is a bug in hewq that an input has met. The session goes on.
type PanicError struct {
	Cause any
	Stack []byte
}

// Error says what happened; Stack is for those who mend it.
func (e *PanicError) Error() string {
	return fmt.Sprintf("internal error: %v; this is a bug in hewq", e.Cause)
}

// New makes a session.
func New(o Options) *Session {
	s := &Session{options: o}
	if o.IO.Stdout != nil {
		s.printed = &printed{Writer: o.IO.Stdout}
		s.options.IO.Stdout = s.printed
	}
	if o.IO.Waiting == nil {
		s.options.IO.Waiting = new(eval.Waiting)
	}
	s.start()
	return s
}

// Waiting tells what the input that runs and all that goes on beside it wait for. It may be called while
// an input is evaluated, from any goroutine.
func (s *Session) Waiting() string { return s.options.IO.Waiting.Report() }

// start makes the session as it is before the first input.
func (s *Session) start() {
	s.loader = module.New(s.options.Modules)
	s.checker = check.New(s.loader)
	s.flow = flow.New(s.checker)
	s.env = s.options.IO.Env()
	s.machine = eval.NewSession(s.flow, s.env, eval.Options{Observe: s.observe, Waiting: s.options.IO.Waiting})
	s.items, s.watched, s.kept = nil, nil, keeper{}
}

// limit is how much of a value an Answer has.
func (s *Session) limit() eval.Limit {
	if s.options.Whole {
		return unlimited
	}
	return eval.Limit{Elems: 20, Bytes: 400, Depth: 6}
}

// show is the text of a value, on several lines if it does not fit one.
func (s *Session) show(v *check.Local, limit eval.Limit) string {
	text := s.machine.Show(v, limit)
	if s.options.Columns == nil {
		return text
	}
	columns := s.options.Columns()
	if columns <= 0 || utf8.RuneCountInString(text)+len("=>  : ")+len(v.Type.String()) <= columns {
		return text
	}
	limit.Width = max(columns-len("=> "), 1)
	return s.machine.Show(v, limit)
}

// Eval evaluates one input: declarations and statements, or a command that begins with a
// colon. It blocks until the input has run; when ctx ends, the input is stopped wherever it
// waits, and the session stays whole.
func (s *Session) Eval(ctx context.Context, text string) Answer {
	s.inputs++
	s.remembers(text)
	return s.EvalSource(ctx, source.New(fmt.Sprintf("input %d", s.inputs), text))
}

// EvalSource is Eval of an input that is part of something with a name of its own: places in
// diagnostics are those of src.
func (s *Session) EvalSource(ctx context.Context, src *source.File) (a Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.begun(&a)
	defer survive(&a)
	if name, argument, ok := splitCommand(src.Text); ok {
		return s.command(ctx, src, name, argument)
	}
	if hint := s.hint(strings.TrimSpace(src.Text)); hint != "" {
		return refuse("%s", hint)
	}
	return s.evaluate(ctx, src)
}

// hint is what to type instead of a word that people bring from other prompts, "" if the input is none.
func (s *Session) hint(word string) string {
	if name, ok := strings.CutPrefix(word, "?"); ok && (name == "" || token.IsWord(name)) {
		if name == "" {
			return "`:help` shows what can be typed"
		}
		return fmt.Sprintf("`:doc %s` tells what `%[1]s` is; `:help` shows what else can be typed", name)
	}
	hints := map[string]string{
		"exit": "`:quit` or Ctrl-D leaves", "quit": "`:quit` or Ctrl-D leaves", "help": "`:help` shows what can be typed",
	}
	if sym, _ := s.checker.Lookup(word); sym.Object != nil && sym.Kind == check.VariableSymbol {
		return ""
	}
	return hints[word]
}

// begun notes in an answer that shows something whether a line stands open before it. Who shows
// the answer ends that line.
func (s *Session) begun(a *Answer) {
	if s.printed != nil && (a.Shown() != "" || a.Notes != "" || a.Failed() || len(a.Warnings) > 0) {
		a.Begun = s.printed.begun.Swap(false)
	}
}

// survive makes a panic inside of hewq part of the answer.
func survive(a *Answer) {
	if cause := recover(); cause != nil {
		a.Err = &PanicError{cause, debug.Stack()}
	}
}

// evaluate checks and runs declarations and statements.
func (s *Session) evaluate(ctx context.Context, src *source.File) (a Answer) {
	file, in, a := s.check(src)
	if a.Failed() {
		return a
	}
	defer s.release(in)
	a.Warnings = s.warnings(in)
	started := time.Now()
	result, err := s.machine.Run(ctx, in)
	a.Elapsed = time.Since(started)
	if !s.options.Script {
		a.Notes = s.machine.Notes()
	}
	if result.Stale {
		a.Text = staleImpl
	}
	if result.Value != nil {
		a.Type = result.Value.Type.String()
		a.Value = s.show(result.Value, s.limit())
		a.Plain = s.machine.Text(result.Value)
	}
	s.keepStatements(file, in, result.Done, result.Value)
	replaced := s.keep(in, result.Done, result.Value)
	if closed := s.machine.Forget(ctx, replaced); err == nil {
		err = closed
	}
	if exit := (*eval.Exit)(nil); errors.As(err, &exit) {
		a.Quit, a.Status = true, exit.Status
		return a
	}
	a.Err = err
	return a
}

// warnings are those about an input, if they are wanted.
func (s *Session) warnings(in *check.Input) []diag.Diagnostic {
	if !s.options.Warnings {
		return nil
	}
	ds := lint.Input(s.checker.Program(), in, func(name string) bool {
		sym, _ := s.checker.Lookup(name)
		return sym.Object != nil && sym.Kind == check.VariableSymbol
	})
	return slices.DeleteFunc(ds, func(d diag.Diagnostic) bool { return slices.Contains(s.options.Allowed, d.Code) })
}

// keep makes the variables of the first done statements of an input known, and gives those that
// nothing can name any more.
func (s *Session) keep(in *check.Input, done int, result *check.Local) []*check.Local {
	replaced := s.checker.Keep(in, done, result)
	s.flow.Keep(in, done, replaced)
	return replaced
}

// release forgets the facts about an input that has run or will not.
func (s *Session) release(in *check.Input) {
	s.flow.Release(in)
	s.checker.Release(in)
}

// staleImpl is said of an impl that comes too late, when actors or the background may run the earlier one.
const staleImpl = "the earlier impl stays in use, since this session has actors or has had a background; :clear begins anew"

// check parses and checks an input. What it declares is known from then on.
func (s *Session) check(src *source.File) (*ast.File, *check.Input, Answer) {
	parsed, ds, _ := parser.ParseInput(src)
	if len(ds) > 0 {
		return nil, nil, Answer{Diagnostics: ds}
	}
	file := parsed.File(src)
	in, ds := s.checker.CheckInput(file, parsed.Stmts)
	if len(ds) == 0 {
		s.remember(file)
	}
	return file, in, Answer{Diagnostics: ds}
}

// Incomplete tells whether more text after text could make it an input: a bracket, a string or
// a comment is open, or an expression lacks its end.
func (s *Session) Incomplete(text string) bool {
	if _, _, ok := splitCommand(text); ok {
		return false
	}
	src := source.New("input", text)
	_, _, incomplete := parser.ParseInput(src)
	return incomplete || onlyDocuments(parser.Tokens(src))
}

// onlyDocuments tells whether there is documentation, and nothing yet that it is of.
func onlyDocuments(toks []token.Token) bool {
	documents := false
	for _, t := range toks {
		if !t.EOF() && !token.IsElided(t.Type) {
			return false
		}
		documents = documents || t.Type == token.DocComment
	}
	return documents
}

// Close ends the session: what was deferred runs and resources are closed, last first, then the
// handles of modules. It returns when ctx ends at the latest. What failed and was not told before is
// told on Stderr, unless a Script has looked at it.
func (s *Session) Close(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.close(ctx)
}

func (s *Session) close(ctx context.Context) error {
	s.endBackground(ctx)
	err := s.machine.Close(ctx)
	if notes := s.machine.Notes(); notes != "" && s.options.IO.Stderr != nil {
		_, werr := io.WriteString(s.options.IO.Stderr, notes)
		err = errors.Join(err, werr)
	}
	return err
}
