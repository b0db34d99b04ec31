package testrun

// This file runs processes beside a script: it waits for what they print, without sleeping.

import (
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// An aside is a process that runs beside a script.
type aside struct {
	name           string
	cmd            *exec.Cmd
	stdout, stderr printed
	ended          chan struct{} // closed when the process is gone
}

// A printed is what a process has printed so far. It may be used from several goroutines.
type printed struct {
	mu   sync.Mutex
	text []byte
	more chan struct{} // closed when there is more
}

// Write implements io.Writer. It never fails.
func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text = append(p.text, b...)
	if p.more != nil {
		close(p.more)
		p.more = nil
	}
	return len(b), nil
}

// sofar is what was printed, and what is closed when there is more.
func (p *printed) sofar() (string, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.more == nil {
		p.more = make(chan struct{})
	}
	return string(p.text), p.more
}

// commands are the commands of scripts that testscript does not have.
func (r *scriptRun) commands() map[string]Command {
	all := map[string]Command{
		"start": r.start, "ready": r.ready, "signal": r.signal, "finish": r.finish, "freeport": r.freePort, "edit": edit,
		"hewq": func(ts *testscript.TestScript, _ bool, _ []string) { ts.Fatalf("write `exec hewq …`") },
	}
	maps.Copy(all, r.kind.Commands)
	return all
}

// start is the command `start NAME PROGRAM ARGS...`: the program runs beside the script from now on.
func (r *scriptRun) start(ts *testscript.TestScript, neg bool, args []string) {
	switch {
	case neg:
		ts.Fatalf("unsupported: ! start; `! finish` says that a process fails")
	case len(args) < 2:
		ts.Fatalf("usage: start NAME PROGRAM ARGS...")
	case r.processes[args[0]] != nil:
		ts.Fatalf("%q runs already", args[0])
	}
	p := &aside{name: args[0], cmd: exec.Command(lookup(ts, args[1]), args[2:]...), ended: make(chan struct{})}
	p.cmd.Dir = ts.MkAbs(".")
	for _, name := range r.variables {
		p.cmd.Env = append(p.cmd.Env, name+"="+ts.Getenv(name))
	}
	p.cmd.Stdout, p.cmd.Stderr = &p.stdout, &p.stderr
	p.cmd.WaitDelay = endGrace // for the output of processes that it has left behind
	ts.Check(p.cmd.Start())
	r.processes[p.name] = p
	go func() {
		_ = p.cmd.Wait() // the status is looked at by finish
		close(p.ended)
	}()
	ts.Defer(func() {
		p.stop()
		if r.processes[p.name] == p {
			p.show(ts)
		}
	})
}

// lookup finds a program where the script's PATH says.
func lookup(ts *testscript.TestScript, program string) string {
	if filepath.Base(program) != program {
		return ts.MkAbs(program)
	}
	for _, folder := range filepath.SplitList(ts.Getenv("PATH")) {
		if found, err := exec.LookPath(filepath.Join(folder, program)); err == nil {
			return found
		}
	}
	ts.Fatalf("there is no program %q", program)
	return ""
}

// stop ends a process that is still running.
func (p *aside) stop() {
	for _, s := range []os.Signal{os.Interrupt, os.Kill} {
		_ = tell(p.cmd.Process, s) // it may have ended
		select {
		case <-p.ended:
			return
		case <-time.After(endGrace):
		}
	}
}

// show writes what a process has printed to the log of the script.
func (p *aside) show(ts *testscript.TestScript) {
	if text, _ := p.stdout.sofar(); text != "" {
		ts.Logf("[stdout of %s]\n%s", p.name, text)
	}
	if text, _ := p.stderr.sofar(); text != "" {
		ts.Logf("[stderr of %s]\n%s", p.name, text)
	}
}

// process is the one with a name.
func (r *scriptRun) process(ts *testscript.TestScript, name string) *aside {
	p := r.processes[name]
	if p == nil {
		ts.Fatalf("nothing called %q was started, or it has finished", name)
	}
	return p
}

// ready is the command `ready NAME REGEXP`: it waits until a process has printed something on either
// stream that matches. The groups with names in the expression become variables.
func (r *scriptRun) ready(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: ready NAME REGEXP")
	}
	p := r.process(ts, args[0])
	wanted, err := regexp.Compile("(?m)" + args[1])
	ts.Check(err)
	for {
		stdout, more := p.stdout.sofar()
		stderr, moreErrors := p.stderr.sofar()
		for _, text := range []string{stdout, stderr} {
			if m := wanted.FindStringSubmatch(text); m != nil {
				r.remember(ts, wanted.SubexpNames(), m)
				return
			}
		}
		select {
		case <-more:
		case <-moreErrors:
		case <-p.ended:
			if now, _ := p.stdout.sofar(); now == stdout {
				if now, _ := p.stderr.sofar(); now == stderr {
					ts.Fatalf("%s has ended (%v) and printed nothing that matches %#q", p.name, p.cmd.ProcessState, args[1])
				}
			}
		case <-r.ctx.Done():
			r.interrupt(p)
			ts.Fatalf("%s has printed nothing that matches %#q", p.name, args[1])
		}
	}
}

// remember sets variables to what groups with these names have matched.
func (r *scriptRun) remember(ts *testscript.TestScript, names, groups []string) {
	for i, name := range names {
		if name == "" {
			continue
		}
		ts.Setenv(name, groups[i])
		if !slices.Contains(r.variables, name) {
			r.variables = append(r.variables, name)
		}
	}
}

// interrupt has a process report what it waits for, if the time of the script is over.
func (r *scriptRun) interrupt(p *aside) {
	_ = end(r.ctx, p.cmd.Process) // it may have ended
	select {
	case <-p.ended:
	case <-time.After(reportTime):
	}
}

// signals are the names that the command signal knows.
var signals = map[string]os.Signal{
	"INT": os.Interrupt, "TERM": syscall.SIGTERM, "KILL": os.Kill, "HUP": syscall.SIGHUP, "QUIT": syscall.SIGQUIT,
}

// signal is the command `signal NAME INT`, or another name of a signal.
func (r *scriptRun) signal(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 || signals[args[1]] == nil {
		ts.Fatalf("usage: signal NAME INT|TERM|KILL|HUP|QUIT")
	}
	ts.Check(tell(r.process(ts, args[0]).cmd.Process, signals[args[1]]))
}

// finish is the command `finish NAME`: it waits for the end of a process, which must succeed, or must not
// with a `!` before it. What it has printed is what stdout, stderr and cmp look at.
func (r *scriptRun) finish(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: finish NAME")
	}
	p := r.process(ts, args[0])
	select {
	case <-p.ended:
	case <-r.ctx.Done():
		r.interrupt(p)
		ts.Fatalf("%s did not end", p.name)
	}
	delete(r.processes, p.name)
	out, _ := p.stdout.sofar()
	trouble, _ := p.stderr.sofar()
	_, _ = io.WriteString(ts.Stdout(), out) // both are kept in memory
	_, _ = io.WriteString(ts.Stderr(), trouble)
	if state := p.cmd.ProcessState; state.Success() == neg {
		ts.Fatalf("%s ended with %v", p.name, state)
	}
}
