package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hewq/internal/badnet"
	"hewq/lang"
	"hewq/lang/source"
	"hewq/stdlib"
	"hewq/stdlib/quic"
)

// A fault is what a client does to a server of actors. It has connected for that.
type fault func(ctx context.Context, addr string, c *quic.Conn) error

// faults are clients that nobody wants, and handlers that crash. What the peer of a crash must
// see is checked here.
var faults = map[string]fault{
	"a stream whose handler panics": func(ctx context.Context, _ string, c *quic.Conn) error {
		s, err := say(ctx, c, "panic")
		if err != nil {
			return err
		}
		if _, err := readAll(ctx, s); err == nil || s.LastError() != "stream reset by peer: error 0" {
			return fmt.Errorf("the stream of a crash ended with %q (%v)", s.LastError(), err)
		}
		// The connection is another actor's.
		if err := echo(ctx, c, "still there"); err != nil {
			return err
		}
		return c.Disconnect(ctx)
	},
	"a connection whose handler panics": func(ctx context.Context, _ string, c *quic.Conn) error {
		if _, err := say(ctx, c, "panic, session"); err != nil {
			return err
		}
		if err := untilClosed(ctx, c); err != nil {
			return err
		}
		// A client that gets no processor for three PTOs may answer the close so late that a stateless reset comes back.
		// quic-go handles resets beside the queue in which the close still waits.
		if got := c.LastError(); got != "closed by peer: closed (code 0)" && !strings.HasPrefix(got, "reset by peer") {
			return fmt.Errorf("the connection of a crash ended with %q", got)
		}
		return nil
	},
	"a silent peer": func(ctx context.Context, addr string, c *quic.Conn) error {
		stack := quic.NewStack(quic.Config{NoLinger: true, IdleTimeout: silence})
		defer stack.Shutdown(ctx)
		silent, err := dial(ctx, stack, addr)
		if err != nil {
			return err
		}
		if _, err := say(ctx, silent, "and nothing more"); err != nil && !silent.Closed() {
			return err
		}
		if err := untilClosed(ctx, silent); err != nil {
			return err
		}
		if got := silent.LastError(); got != "timed out" {
			return fmt.Errorf("the silence ended with %q", got)
		}
		return c.Disconnect(ctx)
	},
	"resets": func(ctx context.Context, _ string, c *quic.Conn) error {
		for code := range int64(20) {
			s, err := say(ctx, c, strings.Repeat("x", 5000))
			if err != nil {
				return err
			}
			if err := s.Stop(code); err != nil {
				return err
			}
			s.Close()
		}
		return c.Disconnect(ctx)
	},
	"a flood of streams": func(ctx context.Context, _ string, c *quic.Conn) error {
		for range 300 {
			short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
			s, err := c.OpenStream(short)
			cancel()
			if err != nil {
				break // the server takes no more at a time
			}
			if err := s.Send(ctx, []byte("more"), 0); err != nil {
				return err
			}
		}
		return c.Disconnect(ctx)
	},
	"a peer that never reads": func(ctx context.Context, _ string, c *quic.Conn) error {
		s, err := say(ctx, c, "x")
		if err != nil {
			return err
		}
		chunk, sent := make([]byte, 1<<20), 0
		for s.Send(ctx, chunk, 100*time.Millisecond) == nil {
			if sent += len(chunk); sent > 64<<20 {
				return fmt.Errorf("the server took %d bytes of an echo that nobody reads", sent)
			}
		}
		return c.Disconnect(ctx)
	},
	"a peer that is gone": func(ctx context.Context, addr string, c *quic.Conn) error {
		relay, err := badnet.Listen(addr, 1)
		if err != nil {
			return err
		}
		defer relay.Close()
		stack := quic.NewStack(quic.Config{NoLinger: true, IdleTimeout: silence})
		defer stack.Shutdown(ctx)
		lost, err := dial(ctx, stack, relay.Addr())
		if err != nil {
			return err
		}
		if err := echo(ctx, lost, "who will never be heard of again"); err != nil && lost.LastError() != "timed out" {
			return err
		}
		relay.Close()
		return c.Disconnect(ctx)
	},
}

// dial connects to addr with an endpoint of its own.
func dial(ctx context.Context, stack *quic.Stack, addr string) (*quic.Conn, error) {
	ep, err := stack.NewClient()
	if err != nil {
		return nil, err
	}
	return ep.Connect(ctx, addr, "localhost")
}

// say opens a stream and sends a text on it.
func say(ctx context.Context, c *quic.Conn, text string) (*quic.Stream, error) {
	s, err := c.OpenStream(ctx)
	if err != nil {
		return nil, err
	}
	return s, s.Send(ctx, []byte(text), 0)
}

// readAll receives until the end of data.
func readAll(ctx context.Context, s *quic.Stream) (string, error) {
	var all []byte
	for {
		data, err := s.Recv(ctx, 0)
		if err != nil || len(data) == 0 {
			return string(all), err
		}
		all = append(all, data...)
	}
}

// echo sends a text on a stream of its own and checks the answer.
func echo(ctx context.Context, c *quic.Conn, text string) error {
	s, err := say(ctx, c, text)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Finish(ctx); err != nil {
		return err
	}
	if got, err := readAll(ctx, s); got != text {
		return fmt.Errorf("the echo of %d bytes has %d (%v)", len(text), len(got), err)
	}
	return nil
}

// untilClosed waits until a connection has ended.
func untilClosed(ctx context.Context, c *quic.Conn) error {
	for {
		e := c.Event(ctx)
		if e == nil {
			return ctx.Err()
		}
		if e.Kind() == quic.Disconnected {
			return nil
		}
	}
}

// A running is a program that runs in this process, so that what it leaves behind can be counted.
type running struct {
	addr   string
	stderr bytes.Buffer
	cancel context.CancelFunc
	ended  chan struct{}
	status int
	err    error
}

// firstLine takes what a program prints, and passes on the first line.
type firstLine struct {
	buf  []byte
	once sync.Once
	line chan string
}

func (f *firstLine) Write(b []byte) (int, error) {
	f.buf = append(f.buf, b...)
	if line, _, ok := bytes.Cut(f.buf, []byte("\n")); ok {
		f.once.Do(func() { f.line <- string(line) })
		f.buf = f.buf[:0]
	}
	return len(b), nil
}

// runServer runs a program that prints where it listens.
func runServer(t *testing.T, text string, env map[string]string) *running {
	t.Helper()
	program, mistakes := lang.Load(source.New("server.hew", text), stdlib.Modules)
	for _, d := range mistakes {
		t.Errorf("%d: %s", d.Span.Place().Line, d.Message)
	}
	if program == nil {
		t.FailNow()
	}
	r := &running{ended: make(chan struct{})}
	var ctx context.Context
	ctx, r.cancel = context.WithCancel(context.Background())
	out := &firstLine{line: make(chan string, 1)}
	go func() {
		defer close(r.ended)
		r.status, r.err = program.Run(ctx, lang.IO{
			Args:   []string{"server.hew", "127.0.0.1:0"},
			Lookup: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
			Stdout: out,
			Stderr: &r.stderr,
		})
	}()
	select {
	case line := <-out.line:
		r.addr = strings.TrimPrefix(line, "listening on ")
	case <-r.ended:
		t.Fatalf("the server has ended: status %d, %v\n%s", r.status, r.err, r.stderr.String())
	}
	return r
}

// stop ends the program and waits for that.
func (r *running) stop(t *testing.T) {
	t.Helper()
	r.cancel()
	<-r.ended
}

// How many times a fault happens, and for how long at most.
const (
	faultsAtMost  = 40
	faultsFor     = time.Second
	faultsAtATime = 8
	silence       = time.Second     // after which connections end of those who say nothing
	longSilence   = 5 * time.Second // of the other bad clients, whose goodbye may be lost
)

// aloneVariable is set in the process that runs TestFaults alone.
const aloneVariable = "HEWQ_TEST_FAULTS_ALONE"

// What bad clients leave behind is counted in a process in which nothing else happens.
func TestFaults(t *testing.T) {
	t.Parallel()
	if os.Getenv(aloneVariable) != "" {
		testFaults(t)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, "-test.run=^TestFaults$", "-test.v", fmt.Sprintf("-test.short=%t", testing.Short()))
	cmd.Env = append(os.Environ(), aloneVariable+"=on")
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestFaults/a_silent_peer")) {
		t.Errorf("the process that ran it: %v", err)
	}
}

// One client after the other does something bad, again and again. Another, on its own
// connection, never notices, and when they are gone nothing is left of them.
func testFaults(t *testing.T) {
	duration := faultsFor
	if testing.Short() {
		duration /= 5
	}
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "faults", "server.hew"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	fds := openFiles(t)
	server := runServer(t, string(text), nil)
	defer server.stop(t)

	healthy := quic.NewStack(quic.Config{})
	defer healthy.Shutdown(ctx)
	other, err := dial(ctx, healthy, server.addr)
	if err != nil {
		t.Fatal(err)
	}
	if err := echo(ctx, other, "ready"); err != nil {
		t.Fatal(err)
	}
	atRest := settled(ctx, t, inQUIC, 0, time.Second)
	memory := heap()

	for name, do := range faults {
		t.Run(name, func(t *testing.T) {
			stack := quic.NewStack(quic.Config{IdleTimeout: longSilence})
			defer stack.Shutdown(ctx)
			var done atomic.Int64
			end := time.Now().Add(duration)
			var work sync.WaitGroup
			for range faultsAtATime {
				work.Go(func() {
					for time.Now().Before(end) && done.Add(1) <= faultsAtMost && !t.Failed() {
						c, err := dial(ctx, stack, server.addr)
						if err == nil {
							err = do(ctx, server.addr, c)
						}
						if err != nil {
							t.Error(err)
						}
					}
				})
			}
			for i := 0; i < 20 && !t.Failed(); i++ {
				if err := echo(ctx, other, strings.Repeat("and I never notice", 1000)); err != nil {
					t.Errorf("the healthy client: %v", err)
				}
			}
			work.Wait()
			t.Logf("%d times", min(done.Load(), faultsAtMost))
			stack.Shutdown(ctx)
			if n := settled(ctx, t, inQUIC, atRest, 4*longSilence); n > atRest {
				t.Errorf("%d goroutines of QUIC run, %d before", n, atRest)
			}
		})
	}
	if err := echo(ctx, other, "at the end"); err != nil || other.Closed() {
		t.Errorf("the healthy client at the end: %v, closed %v", err, other.Closed())
	}
	if grown := heap() - memory; grown > 16<<20 {
		t.Errorf("%d MiB of memory are left", grown>>20)
	} else {
		t.Logf("%d KiB of memory are left, for actors that wait for more", grown>>10)
	}
	healthy.Shutdown(ctx)
	server.stop(t)
	if n := settled(ctx, t, inQUIC, 0, 4*longSilence); n > 0 {
		t.Errorf("%d goroutines of QUIC are left", n)
	}
	if n := openFiles(t); n > fds {
		t.Errorf("%d files are open, %d before", n, fds)
	}
}

// inQUIC tells whether a goroutine belongs to a connection.
func inQUIC(stack string) bool {
	return strings.Contains(stack, "stdlib/quic.(*Conn)") || strings.Contains(stack, "stdlib/quic.(*Stream)") || strings.Contains(stack, "quic-go.(*Conn)")
}

// settled waits until no more than so many goroutines are as is says, and gives how many there
// are. It gives up when their number has not changed for as long as patience.
func settled(ctx context.Context, t *testing.T, is func(string) bool, want int, patience time.Duration) int {
	t.Helper()
	last, since := -1, time.Now()
	buf := make([]byte, 8<<20)
	for {
		n := 0
		for stack := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
			if is(stack) {
				n++
			}
		}
		if n <= want || ctx.Err() != nil {
			return n
		}
		if n != last {
			last, since = n, time.Now()
		} else if time.Since(since) > patience {
			return n
		}
		<-time.After(20 * time.Millisecond)
	}
}

// heap is how much memory is in use.
func heap() int64 {
	for range 3 { // pools and what has a cleanup take more than one
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// openFiles counts the open files of this process, sockets included; 0 where that cannot be told.
func openFiles(t *testing.T) int {
	t.Helper()
	names, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(names)
}
