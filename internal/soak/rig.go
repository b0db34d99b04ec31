package main

// This file runs programs with the binary of hewq, and keeps the cores busy meanwhile.

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A rig is what trials need to run.
type rig struct {
	ctx   context.Context
	out   io.Writer
	hewq  string // the binary
	root  string // of the repository
	dir   string // for files of a run
	short bool
	count int // how often, if it is not 0
}

// times is how often a trial does something.
func (r *rig) times(long, short int) int {
	if r.short {
		long = short
	}
	return cmp.Or(r.count, long)
}

// program is the path of a program of testdata/soak.
func (r *rig) program(name string) string {
	return filepath.Join(r.root, "testdata", "soak", name)
}

// spin keeps every core busy until the function that it returns is called. A short run leaves the
// cores to others.
func (r *rig) spin() (stop func()) {
	var over atomic.Bool
	var work sync.WaitGroup
	for range runtime.NumCPU() {
		if !r.short {
			work.Go(func() {
				for !over.Load() && r.ctx.Err() == nil {
				}
			})
		}
	}
	return func() {
		over.Store(true)
		work.Wait()
	}
}

// A process is a program that runs.
type process struct {
	name   string
	ctx    context.Context
	cancel context.CancelFunc
	limit  time.Duration
	cmd    *exec.Cmd
	begun  time.Time
	in     io.WriteCloser
	out    *bufio.Reader
	stderr bytes.Buffer
}

// start runs a program with `hewq run`. It is killed when the limit has passed. The caller ends it,
// by end or by kill.
func (r *rig) start(limit time.Duration, program string, args ...string) (*process, error) {
	p := &process{name: strings.TrimSuffix(filepath.Base(program), ".hew"), limit: limit}
	p.ctx, p.cancel = context.WithTimeout(r.ctx, limit)
	p.cmd = exec.CommandContext(p.ctx, r.hewq, append([]string{"run", program}, args...)...)
	p.cmd.Stderr = &p.stderr
	in, err := p.cmd.StdinPipe()
	if err != nil {
		p.cancel()
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		p.cancel()
		return nil, err
	}
	p.in, p.out, p.begun = in, bufio.NewReader(out), time.Now()
	if err := p.cmd.Start(); err != nil {
		p.cancel()
		return nil, err
	}
	return p, nil
}

// serve starts a program that says on its first line where it listens.
func (r *rig) serve(limit time.Duration, program string, args ...string) (p *process, addr string, err error) {
	if p, err = r.start(limit, program, args...); err != nil {
		return nil, "", err
	}
	line := p.line()
	addr, ok := strings.CutPrefix(line, "listening on ")
	if !ok {
		end := p.kill()
		return nil, "", fmt.Errorf("%s listens nowhere: %q, %q", p.name, line, end.stderr)
	}
	return p, addr, nil
}

// line reads the next line of the output. It is empty if there is none.
func (p *process) line() string {
	line, _ := p.out.ReadString('\n') // the end of the output is no line
	return strings.TrimSuffix(line, "\n")
}

// An ending is what a process has left.
type ending struct {
	out    string // what was not read before
	stderr string
	status int
	took   time.Duration
	peak   int64 // the most memory in bytes, 0 if it is unknown
	err    error // nil if the status is 0 and nothing was said on the standard error
}

// end waits until the process has ended.
func (p *process) end() ending {
	defer p.cancel()
	out, err := io.ReadAll(p.out)
	err = cmp.Or(p.cmd.Wait(), err)
	e := ending{out: string(out), stderr: p.stderr.String(), took: time.Since(p.begun), status: p.cmd.ProcessState.ExitCode(), peak: peakOf(p.cmd.ProcessState)}
	switch {
	case errors.Is(p.ctx.Err(), context.DeadlineExceeded):
		e.err = fmt.Errorf("%s still ran after %v", p.name, p.limit)
	case err != nil || e.stderr != "":
		e.err = fmt.Errorf("%s: status %d, standard error %q, output %q", p.name, e.status, e.stderr, e.out)
	}
	return e
}

// kill ends the process, without a word to its peers.
func (p *process) kill() ending {
	_ = p.cmd.Process.Kill() // it may have ended
	return p.end()
}

// run runs a program to its end.
func (r *rig) run(limit time.Duration, program string, args ...string) ending {
	p, err := r.start(limit, program, args...)
	if err != nil {
		return ending{err: err}
	}
	return p.end()
}

// mebibytes shows what peakOf has found.
func mebibytes(peak int64) string {
	if peak == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%d MiB", peak>>20)
}

// part is the value below which that part of the values lies.
func part[T cmp.Ordered](values []T, share float64) T {
	if len(values) == 0 {
		var none T
		return none
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}
