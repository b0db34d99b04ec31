package repl

// This file is the console: a session and an editor on a terminal.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/source"
)

// ConsoleOptions are what a Console is made with.
type ConsoleOptions struct {
	History string // the file with what was typed before; "" for none
	Color   bool
	Version string // of hewq, for the greeting

	// Lookup finds the environment variables that name an editor for `:edit`; nil if there are none.
	Lookup func(string) (string, bool)

	// Pager is the command that shows a text which is longer than the terminal; nil, and a nil command, if there is none.
	Pager func(text string) *exec.Cmd

	Load *source.File // is evaluated first, if it is not nil: see Session.Load
}

// closeWithin is how long the end of a session may take.
const closeWithin = 3 * time.Second

// A Console lets somebody type inputs on a terminal.
type Console struct {
	in, out *os.File
	options ConsoleOptions
	screen  *screen
	stdout  *stream
	stderr  *stream
	session evaluator
	jobs    chan job // at most one is under way
	program *tea.Program
	context context.Context // of evaluations; its end is that of Run

	mu      sync.Mutex // over the editor and all below; may be held while the screen's is taken
	editor  *editor
	cancel  context.CancelFunc // of the evaluation
	reader  chan readLine      // who waits for a line
	line    []byte             // what is left of the last one
	status  int
	leaving bool
	rows    int     // of the terminal, 0 if that is not known yet
	after   tea.Cmd // what the library shall do next
}

// An evaluator is a Session, to a Console.
type evaluator interface {
	Eval(ctx context.Context, text string) Answer
	Incomplete(text string) bool
	Complete(text string, cursor int) Completion
	Close(ctx context.Context) error
}

// A job is a text to evaluate, or to judge if it has no context.
type job struct {
	context context.Context
	text    string
}

// A readLine is a line for a program that reads.
type readLine struct {
	text string
	err  error
}

// NewConsole makes a Console on a terminal.
func NewConsole(in, out *os.File, o ConsoleOptions) *Console {
	c := &Console{in: in, out: out, options: o, screen: newScreen(out), jobs: make(chan job, 1)}
	c.stdout, c.stderr = c.screen.stream(), c.screen.stream()
	return c
}

// IO is base with the terminal as what programs read and print to. They may print from several
// goroutines, also while nothing is evaluated.
func (c *Console) IO(base lang.IO) lang.IO {
	base.Stdin, base.Stdout, base.Stderr = (*programInput)(c), c.stdout, c.stderr
	return base
}

// Run evaluates what is typed until somebody leaves or ctx ends, then closes the session. It
// gives the exit status that was asked for. It can be called once.
func (c *Console) Run(ctx context.Context, s *Session) (status int, err error) { return c.run(ctx, s) }

func (c *Console) run(ctx context.Context, s evaluator) (status int, err error) {
	c.session = s
	if b, ok := s.(interface{ OnEnd(func(Answer)) }); ok {
		b.OnEnd(func(a Answer) {
			c.show(a)
		})
	}
	past := openHistory(c.options.History)
	c.editor = newEditor(c, past, c.options.Color)
	c.editor.notice = past.told()
	c.screen.print(fmt.Sprintf("hewq %s; :help shows what can be typed, Ctrl-D leaves\n", c.options.Version))
	if h, ok := s.(interface{ UseHistory(func() []string) }); ok {
		h.UseHistory(c.typedBefore)
	}
	if l, ok := s.(interface {
		Load(context.Context, *source.File) Answer
	}); ok && c.options.Load != nil {
		c.show(l.Load(ctx, c.options.Load))
	}
	c.program = tea.NewProgram(model{c},
		tea.WithInput(newTyping(c.in, c.gone)),
		tea.WithOutput(silent{c.out.Fd()}),
		tea.WithoutSignalHandler(),
		tea.WithColorProfile(1), // nothing is drawn by the library; finding out may run a program
		tea.WithFPS(1),
	)
	c.screen.open(c.view)
	running, stop := context.WithCancel(ctx)
	defer stop()
	c.context = running
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for j := range c.jobs {
			c.do(j)
		}
	}()

	// The library would stop at the end of a context without waiting for its reader.
	unwatch := context.AfterFunc(ctx, c.gone)
	defer unwatch()
	_, err = c.program.Run()
	c.mu.Lock()
	c.leaving = true
	status = c.status
	c.mu.Unlock()
	close(c.jobs)
	stop()
	err = c.end(ctx, ended, err)
	return status, err
}

// end closes the session when the evaluation has ended, and shows what is left.
func (c *Console) end(ctx context.Context, ended <-chan struct{}, err error) error {
	until, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
	defer cancel()
	select {
	case <-ended:
		if closed := c.session.Close(until); closed != nil {
			c.screen.finish("")
			c.screen.print(Answer{Err: closed}.Trouble(diag.Options{Color: c.options.Color}))
		}
	case <-until.Done():
		c.screen.print("what ran did not stop in time\n")
	}
	shown := c.screen.close()
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case shown != nil:
		return fmt.Errorf("write the terminal: %w", shown)
	case err != nil:
		return fmt.Errorf("terminal: %w", err)
	}
	return nil
}

// update carries out a message of the library. A panic in the editor costs the input at most.
func (c *Console) update(msg tea.Msg) (next tea.Cmd) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.screen.refresh()
	defer c.survive("what was typed is gone", func() {
		c.editor.reset()
		if c.editor.mode == judging {
			c.editor.mode = idle
		}
	})
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		c.screen.resized(msg.Width)
		c.rows = msg.Height
	case tea.ResumeMsg:
		c.screen.resume()
	}
	c.editor.update(msg)
	next, c.after = c.after, nil
	return next
}

// survive reports a panic, and does what makes it possible to go on.
func (c *Console) survive(consequence string, mend func()) {
	if cause := recover(); cause != nil {
		c.report(cause, consequence)
		mend()
	}
}

func (c *Console) report(cause any, consequence string) {
	bug := &PanicError{cause, debug.Stack()}
	c.screen.print(fmt.Sprintf("%v\n%s\n%s; the session goes on\n", bug, bug.Stack, consequence))
}

// view is the frame with the lines above it.
func (c *Console) view() (f frame, text []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.survive("what was typed is gone", func() {
		c.editor.reset()
		f, text = frame{rows: []string{prompt}, col: len(prompt)}, c.screen.take()
	})
	if c.editor.width > 0 && !c.leaving {
		f = c.editor.frame(c.screen.unfinished())
	}
	return f, c.screen.take()
}

// gone ends everything when the terminal or the context has ended.
func (c *Console) gone() {
	c.mu.Lock()
	c.interrupt()
	c.leaving = true
	c.mu.Unlock()
	go c.program.Quit() // ends with the program, which ends because of it
}

// do carries out a job.
func (c *Console) do(j job) {
	if j.context == nil {
		incomplete := c.incomplete(j.text)
		c.then(func() { c.editor.judged(incomplete) })
		return
	}
	quit := c.evaluate(j.context, j.text)
	c.screen.finish("")
	c.then(func() {
		c.cancel()
		c.cancel, c.line = nil, nil
		c.answer(readLine{err: errStopped})
		if !quit {
			c.editor.finished()
		}
	})
}

// then lets the editor go on after a job.
func (c *Console) then(do func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.screen.refresh()
	defer c.survive("what was typed is gone", c.editor.reset)
	do()
}

// evaluateEdited has the person edit a text, and evaluates what is saved.
func (c *Console) evaluateEdited(ctx context.Context, text string) (quit bool) {
	lookup := c.options.Lookup
	if lookup == nil {
		lookup = func(string) (string, bool) { return "", false }
	}
	saved, err := edited(text, editorCommand(lookup), c.lend)
	switch {
	case err != nil:
		c.screen.print(err.Error() + "\n")
	case saved == text || strings.TrimSpace(saved) == "":
		c.screen.print("nothing has changed, so nothing is evaluated\n")
	default:
		c.mu.Lock()
		c.editor.history.add(saved)
		c.editor.walked = len(c.editor.history.entries)
		c.screen.print(c.editor.echo(saved))
		c.mu.Unlock()
		return c.evaluate(ctx, saved)
	}
	return false
}

// lend runs a command that owns the terminal.
func (c *Console) lend(cmd *exec.Cmd) error {
	cmd.Stdout, cmd.Stderr = c.out, c.out
	if cmd.Stdin == nil {
		cmd.Stdin = c.in
	}
	c.screen.pause()
	defer c.screen.resume()
	if err := c.program.ReleaseTerminal(); err != nil {
		return err
	}
	err := cmd.Run()
	return errors.Join(err, c.program.RestoreTerminal())
}

// typedBefore is all that was typed, the last input last.
func (c *Console) typedBefore() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.editor.history.entries)
}

// paged shows an answer by a pager, and tells whether that was to be done and succeeded.
func (c *Console) paged(a Answer) bool {
	if !a.Page || a.Failed() || c.options.Pager == nil {
		return false
	}
	c.mu.Lock()
	rows := c.rows
	c.mu.Unlock()
	text := folded(a.Shown(), c.Columns())
	if rows == 0 || strings.Count(text, "\n") < rows {
		return false
	}
	pager := c.options.Pager(text)
	if pager == nil {
		return false
	}
	err := c.lend(pager)
	return !errors.Is(err, exec.ErrNotFound) && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission)
}

// show prints an answer, with breaks between words.
func (c *Console) show(a Answer) {
	c.screen.print(foldedReport(a.Trouble(diag.Options{Color: c.options.Color}), c.Columns()) + folded(a.Shown(), c.Columns()))
}

// Columns is how wide the terminal is, 0 if that is not known yet. It may be called from any goroutine.
func (c *Console) Columns() int { return c.screen.columns() }

// evaluate evaluates a text, which may be several inputs, and shows the answers.
func (c *Console) evaluate(ctx context.Context, text string) (quit bool) {
	defer c.survive("the input was not finished", func() {})
	inputs := splitInputs(text, c.session.Incomplete)
	for i, in := range inputs {
		a := c.session.Eval(ctx, in)
		c.screen.finish("")
		if !c.paged(a) {
			c.show(a)
		}
		if a.Edit != "" {
			return c.evaluateEdited(ctx, a.Edit)
		}
		if a.Quit {
			c.mu.Lock()
			c.quit(a.Status)
			c.mu.Unlock()
			c.program.Quit()
			return true
		}
		if left := len(inputs) - i - 1; a.Failed() && left > 0 {
			c.screen.print(fmt.Sprintf("(what follows was not run: %d more)\n", left))
			break
		}
	}
	return false
}

// The methods of a host. The console is locked.

func (c *Console) incomplete(text string) (is bool) {
	defer c.survive("the input counts as whole", func() { is = false })
	return c.session.Incomplete(text)
}

func (c *Console) complete(text string, cursor int) (found Completion) {
	defer c.survive("there is no completion here", func() { found = Completion{} })
	return c.session.Complete(text, cursor)
}

func (c *Console) print(text string) { c.screen.print(text) }
func (c *Console) clear()            { c.screen.clear() }

func (c *Console) judge(text string) { c.start(job{text: text}) }

func (c *Console) begin(text string) {
	var ctx context.Context
	ctx, c.cancel = context.WithCancel(c.context)
	c.start(job{ctx, text})
}

// start hands a job over, unless the reader has ended.
func (c *Console) start(j job) {
	if !c.leaving {
		c.jobs <- j
	}
}

func (c *Console) interrupt() {
	if c.cancel != nil {
		c.cancel()
	}
}

// explain prints where what runs is, as soon as that is known: it may take a moment.
func (c *Console) explain() {
	if s, ok := c.session.(interface{ Waiting() string }); ok {
		go func() { c.screen.print(s.Waiting()) }() // ends within a second
	}
}

func (c *Console) quit(status int) {
	c.status, c.leaving = status, true
	c.after = tea.Quit
}

func (c *Console) suspend() {
	c.screen.pause()
	c.after = tea.Suspend
}

// deliver hands a line to the program that reads. It stays on the screen.
func (c *Console) deliver(text string, ok bool) {
	l := readLine{text: text}
	if ok {
		c.screen.finish(text)
	} else {
		l.err = io.EOF
	}
	c.answer(l)
}

// answer ends the read of a program, if there is one.
func (c *Console) answer(l readLine) {
	if c.reader != nil {
		c.reader <- l
		c.reader = nil
	}
}

// errStopped ends a read when the program that reads has ended.
var errStopped = errors.New("the evaluation has ended")

// A programInput is a Console as the standard input of programs.
type programInput Console

// Read reads what is typed, a line at a time. It fails when the evaluation ends.
func (p *programInput) Read(b []byte) (int, error) {
	c := (*Console)(p)
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.line) == 0 {
		if c.cancel == nil || c.reader != nil {
			return 0, errStopped
		}
		answer := make(chan readLine, 1)
		c.reader = answer
		c.editor.ask()
		c.screen.refresh()
		c.mu.Unlock()
		l := <-answer
		c.mu.Lock()
		if l.err != nil {
			return 0, l.err
		}
		c.line = []byte(l.text)
	}
	n := copy(b, c.line)
	c.line = c.line[n:]
	return n, nil
}
