package testrun

// This file starts worker processes and talks to them.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/dustin/go-humanize"
)

// A process is a worker process that is asked to run tests. It may be used from several goroutines.
type process struct {
	cmd      *exec.Cmd
	setup    setup
	silence  time.Duration // see Runner.silence
	requests *sender
	in       io.Closer
	stderr   Stream
	ended    chan struct{} // closed when the process is gone

	explained chan string // gets what the tests do; has room for one

	mu      sync.Mutex
	tests   map[int]*asked // that run there
	retired bool           // it gets no more tests
	stuck   bool           // a test goes on there that has its Result
	memory  int64          // more than it may take, which ended it
	doing   string         // by what
	killed  bool           // it did not answer
	err     error          // how it ended
}

// An asked is a test that a worker was asked to run.
type asked struct {
	test   Test
	began  chan struct{} // closed when it has
	result chan Result   // has room for one
	output Output        // so far, of an isolated test
}

// start starts a worker process.
func start(cmd *exec.Cmd, s setup, silence time.Duration) (*process, error) {
	p := &process{cmd: cmd, setup: s, silence: silence, ended: make(chan struct{}), explained: make(chan string, 1), tests: map[int]*asked{}}
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = &p.stderr
	cmd.WaitDelay = time.Second // for what the process started and left
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("cannot start a process for tests: %w", err)
	}
	p.in, p.requests = in, newSender(in)
	go p.read(out)
	// A process that is gone already is found out by read.
	_ = p.requests.send(request{Setup: &s})
	return p, nil
}

// read takes answers until the process ends.
func (p *process) read(out io.Reader) {
	answers := json.NewDecoder(out)
	for {
		var a answer
		err := answers.Decode(&a)
		if err == nil {
			p.take(a)
			continue
		}
		if !errors.Is(err, io.EOF) {
			_ = p.cmd.Process.Kill() // what it says makes no sense; it may be gone
		}
		break
	}
	err := p.cmd.Wait()
	p.mu.Lock()
	p.err, p.retired = err, true
	p.mu.Unlock()
	close(p.ended)
}

func (p *process) take(a answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.memory, p.doing = max(p.memory, a.Memory), p.doing+a.Doing
	p.stuck = p.stuck || a.Stuck
	p.retired = p.retired || a.Stuck || a.Memory > 0
	if a.Explained != nil {
		select {
		case p.explained <- *a.Explained:
		default: // a request came too late for the answer before
		}
		return
	}
	t := p.tests[a.I]
	if t == nil {
		return
	}
	if a.Began {
		close(t.began)
	}
	// Writing to a Stream cannot fail.
	_, _ = t.output.Stdout.Write(a.Stdout)
	_, _ = t.output.Stderr.Write(a.Stderr)
	if a.Result != nil {
		t.result <- *a.Result
		delete(p.tests, a.I)
		if p.stuck && len(p.tests) == 0 {
			_ = p.cmd.Process.Kill() // it may be gone
		}
	}
}

var (
	// errRetired tells that a process takes no more tests.
	errRetired = errors.New("the process takes no more tests")

	// errGone tells that a process ended before it had answered.
	errGone = errors.New("the process is gone")
)

// run has the process run a test. It fails with errRetired, or with errGone and what the test has printed
// until then. When ctx ends, the process is told to stop all that it runs.
func (p *process) run(ctx context.Context, i int, t Test) (Result, error) {
	a := &asked{test: t, began: make(chan struct{}), result: make(chan Result, 1)}
	if !p.add(i, a) {
		return Result{}, errRetired
	}
	// A process that is gone already is found out by read.
	_ = p.requests.send(request{Test: &t, I: i})
	// The worker watches the time. This is for one that does nothing more.
	var silent <-chan time.Time
	began, interrupt := a.began, ctx.Done()
	for {
		select {
		case <-began:
			began = nil
			silent = time.After(p.setup.Options.Timeout + p.setup.Grace + p.silence)
		case r := <-a.result:
			return r, nil
		case <-p.ended:
			select {
			case r := <-a.result:
				return r, nil
			default:
			}
			return Result{Stdout: a.output.Stdout.String(), Stderr: a.output.Stderr.String()}, errGone
		case <-silent:
			p.kill()
		case <-interrupt:
			interrupt = nil
			p.stop()
			silent = time.After(p.setup.Grace + p.silence)
		}
	}
}

func (p *process) add(i int, a *asked) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.retired {
		return false
	}
	p.tests[i] = a
	return true
}

// left are the tests that ran when the process ended.
func (p *process) left() []Test {
	p.mu.Lock()
	defer p.mu.Unlock()
	var tests []Test
	for _, i := range slices.Sorted(maps.Keys(p.tests)) {
		tests = append(tests, p.tests[i].test)
	}
	return tests
}

// stop tells the process to stop what it runs, and to end.
func (p *process) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.retired = true
	_ = p.in.Close() // it may be gone
}

func (p *process) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.killed = true
	_ = p.cmd.Process.Kill() // it may be gone
}

// open tells whether the process takes tests.
func (p *process) open() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.retired
}

// close ends the process. A test that could not be stopped does not hold it up.
func (p *process) close() {
	p.stop()
	select {
	case <-p.ended:
	case <-time.After(time.Second):
		p.kill()
		<-p.ended
	}
}

// goDeath is the line in which Go's runtime says why it ends.
var goDeath = regexp.MustCompile(`(?m)^(fatal error|panic|unexpected fault address|runtime: out of memory): ?.*$`)

// why says in a line why the process ended by itself.
func (p *process) why() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.memory > 0 {
		return "the tests took more than " + humanize.IBytes(uint64(p.setup.Options.Memory)) + " of memory"
	}
	if line := goDeath.FindString(p.stderr.String()); line != "" {
		return line
	}
	if p.err != nil {
		return p.err.Error()
	}
	return "the process ended"
}
