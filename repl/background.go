package repl

// This file evaluates in the background: inputs that do not own the prompt.

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"hewq/lang/ast"
	"hewq/lang/eval"
	"hewq/lang/parser"
)

// A background is an evaluation in the background.
type background struct {
	id   int
	text string // as typed, in one line
	name string // of the variable that its value becomes
	run  *eval.Background
	arg  argument
}

// String names it to people.
func (b *background) String() string { return fmt.Sprintf("[%d] %s", b.id, b.text) }

// OnEnd has f told of each evaluation in the background that has ended, as soon as no input is
// evaluated. f must neither call the session nor wait. Without it `:fg` and Late tell, so that what is read from
// a file has the same answers each time.
func (s *Session) OnEnd(f func(Answer)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onEnd = f
}

// bg is `:bg`: it begins an evaluation, or lists those that go on.
func (s *Session) bg(ctx context.Context, arg argument) Answer {
	if arg.text == "" {
		return s.listBackground()
	}
	parsed, ds, _ := parser.ParseInput(arg.src)
	if len(ds) > 0 {
		return Answer{Diagnostics: ds}
	}
	if len(parsed.Items) > 0 {
		return refuse("declarations do not run: `:bg` needs an expression or statements")
	}
	stmts, name := nameOfValue(parsed.Stmts)
	in, ds := s.checker.CheckBackground(parsed.File(arg.src), stmts)
	if len(ds) > 0 {
		return Answer{Diagnostics: ds}
	}
	defer s.release(in)
	run, err := s.machine.Start(ctx, in)
	if err != nil {
		return Answer{Err: err}
	}
	s.keep(in, len(in.Stmts), nil)
	s.begunJobs++
	job := &background{
		id: s.begunJobs, text: strings.Join(strings.Fields(arg.text), " "), name: name, run: run, arg: arg,
	}
	if job.name == "" {
		job.name = fmt.Sprintf("bg%d", job.id)
	}
	s.jobs = append(s.jobs, job)
	ctx = context.WithoutCancel(ctx)
	go func() { // ends with the evaluation, which Close ends
		<-run.Done()
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.onEnd == nil {
			return
		}
		for _, a := range s.collect(ctx) {
			s.onEnd(a)
		}
	}()
	text := fmt.Sprintf("%v runs in the background", job)
	if names := run.Copies(); len(names) > 0 {
		text += ", with a copy of `" + strings.Join(names, "`, `") + "`"
	}
	return Answer{Text: text}
}

// nameOfValue takes the name out of `let name = value`: it is what the value will be called.
func nameOfValue(stmts []ast.Stmt) (rest []ast.Stmt, name string) {
	if len(stmts) != 1 {
		return stmts, ""
	}
	let, ok := stmts[0].(*ast.LetStmt)
	if !ok || let.Type != nil || let.Value == nil {
		return stmts, ""
	}
	p, ok := let.Pattern.(*ast.NamePattern)
	if !ok || p.Name == "_" {
		return stmts, ""
	}
	return []ast.Stmt{&ast.ExprStmt{Span: let.Span, X: let.Value}}, p.Name
}

// Late is an answer with those of the evaluations in the background that have ended and were
// not told before.
func (s *Session) Late(ctx context.Context) Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Answer{Late: s.collect(ctx)}
}

// collect takes in the evaluations that have ended. The session is locked.
func (s *Session) collect(ctx context.Context) (ended []Answer) {
	for _, job := range slices.Clone(s.jobs) {
		if job.ended() {
			ended = append(ended, s.take(context.WithoutCancel(ctx), job))
		}
	}
	return ended
}

func (b *background) ended() bool {
	select {
	case <-b.run.Done():
		return true
	default:
		return false
	}
}

// take makes the answer of an evaluation that has ended. Its value becomes a variable.
func (s *Session) take(ctx context.Context, job *background) Answer {
	s.jobs = slices.DeleteFunc(s.jobs, func(o *background) bool { return o == job })
	a := Answer{Head: job.String()}
	if !s.options.Script {
		a.Notes = s.machine.Notes()
	}
	v, err := s.machine.Take(job.run, job.name)
	if err == nil {
		s.keepBackground(job, v != nil)
	}
	if v != nil {
		a.Type, a.Value, a.Plain = v.Type.String(), s.show(v, s.limit()), s.machine.Text(v)
		a.Text = fmt.Sprintf("it is `%s` from now on", job.name)
		if closed := s.machine.Forget(ctx, s.checker.Bind(v)); err == nil {
			err = closed
		}
	}
	a.Err = err
	unblank(&a, job.arg)
	return a
}

// fg is `:fg`: it waits for an evaluation in the background, which goes on if ctx ends first.
func (s *Session) fg(ctx context.Context, arg argument) Answer {
	if len(s.jobs) == 0 {
		return s.listBackground()
	}
	job := s.jobs[0]
	if arg.text != "" {
		if job = s.job(arg.text); job == nil {
			return refuse("nothing with the number %s runs in the background; `:bg` shows all", arg.text)
		}
	}
	select {
	case <-job.run.Done():
		return s.take(ctx, job)
	case <-ctx.Done():
		return Answer{Text: fmt.Sprintf("%v goes on in the background", job)}
	}
}

// job finds what runs in the background by its number, which may have its variable's form: `bg2`.
func (s *Session) job(text string) *background {
	id, err := strconv.Atoi(strings.TrimPrefix(text, "bg"))
	if err != nil {
		return nil
	}
	for _, j := range s.jobs {
		if j.id == id {
			return j
		}
	}
	return nil
}

func (s *Session) listBackground() Answer {
	if len(s.jobs) == 0 {
		return Answer{Text: "nothing runs in the background"}
	}
	var lines []string
	for _, j := range s.jobs {
		if j.ended() {
			lines = append(lines, fmt.Sprintf("%v, has ended: `:fg %d` shows how", j, j.id))
		} else {
			lines = append(lines, fmt.Sprintf("%v, runs for %s", j, elapsedText(time.Since(j.run.Began()))))
		}
	}
	return Answer{Text: strings.Join(lines, "\n")}
}

// endBackground ends all that runs in the background.
func (s *Session) endBackground(ctx context.Context) {
	for _, j := range s.jobs {
		j.run.Stop()
	}
	for _, j := range s.jobs {
		select {
		case <-j.run.Done():
		case <-ctx.Done():
		}
	}
	s.jobs = nil
}
