package main

// This file is the trial `actors`: a server of actors in this process, and what is left of it.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"hewq/lang"
	"hewq/lang/source"
	"hewq/stdlib"
)

// A tally is what the clients have done.
type tally struct {
	connections, streams, compared, crashes, resets, left, wrong atomic.Int64

	mu    sync.Mutex
	first error // of those that are counted in wrong
}

// fail counts an answer that is wrong or missing.
func (n *tally) fail(err error) {
	n.wrong.Add(1)
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.first == nil {
		n.first = err
	}
}

// A state is what the process uses.
type state struct {
	goroutines int
	memory     uint64
}

func now() state {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return state{runtime.NumGoroutine(), m.HeapAlloc + m.StackInuse}
}

func (s state) String() string {
	return fmt.Sprintf("%d goroutines, %.1f MiB", s.goroutines, float64(s.memory)/(1<<20))
}

// soak runs the server and its clients, and reports. It tells whether all went well.
func soak(ctx context.Context, out io.Writer, program string, duration time.Duration, clients int, seed uint64) (bool, error) {
	text, err := os.ReadFile(program)
	if err != nil {
		return false, err
	}
	before := now()
	server, err := start(ctx, program, string(text))
	if err != nil {
		return false, err
	}
	var n tally
	begin := time.Now()
	busy, done := context.WithTimeout(ctx, duration)
	defer done()
	var work sync.WaitGroup
	for i := range clients {
		work.Go(func() { n.client(ctx, busy, server.addr, rand.New(rand.NewPCG(seed, uint64(i)))) })
	}
	over := make(chan struct{})
	go func() { work.Wait(); close(over) }()
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for running := true; running; {
		select {
		case <-minute.C:
			fmt.Fprintf(out, "%v: %d streams, %d wrong; %v\n", time.Since(begin).Round(time.Second), n.streams.Load(), n.wrong.Load(), now())
		case <-over:
			running = false
		}
	}
	took := time.Since(begin)
	loaded := now()
	server.stop()
	after := now()
	for deadline := time.Now().Add(10 * time.Second); after.goroutines > before.goroutines && time.Now().Before(deadline); after = now() {
		<-time.After(10 * time.Millisecond)
	}
	fmt.Fprintf(out, "connections:    %d\nstreams:        %d\nbytes compared: %d (%.1f MiB/s)\ncrashes:        %d\nresets:         %d\nleft at once:   %d\nwrong answers:  %d\n",
		n.connections.Load(), n.streams.Load(), n.compared.Load(), float64(n.compared.Load())/(1<<20)/took.Seconds(),
		n.crashes.Load(), n.resets.Load(), n.left.Load(), n.wrong.Load())
	if n.first != nil {
		fmt.Fprintf(out, "the first one:  %v\n", n.first)
	}
	fmt.Fprintf(out, "took:           %v\nat first:       %v\nwithout work:   %v\nat the end:     %v\n", took.Round(time.Millisecond), before, loaded, after)
	return n.wrong.Load() == 0 && after.goroutines <= before.goroutines, nil
}

// A server is a program that runs in this process.
type server struct {
	addr   string
	cancel context.CancelFunc
	ended  chan error
}

// start runs the program until it says where it listens.
func start(ctx context.Context, name, text string) (*server, error) {
	program, mistakes := lang.Load(source.New(name, text), stdlib.Modules)
	if len(mistakes) > 0 {
		return nil, errors.New(mistakes[0].Message)
	}
	s := &server{ended: make(chan error, 1)}
	ctx, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
	said := make(chan string, 1)
	var told bytes.Buffer
	go func() {
		_, err := program.Run(ctx, lang.IO{Args: []string{name, "127.0.0.1:0"}, Stdout: &firstLine{&told, said}})
		s.ended <- err
	}()
	select {
	case line := <-said:
		s.addr = strings.TrimPrefix(line, "listening on ")
		return s, nil
	case err := <-s.ended:
		s.cancel()
		return nil, fmt.Errorf("the server has ended: %w", err)
	}
}

func (s *server) stop() {
	s.cancel()
	<-s.ended
}

// A firstLine passes on the first line that is written, and drops the rest.
type firstLine struct {
	buf  *bytes.Buffer
	line chan string
}

func (f *firstLine) Write(b []byte) (int, error) {
	if f.buf != nil {
		f.buf.Write(b)
		if line, _, ok := strings.Cut(f.buf.String(), "\n"); ok {
			f.line <- line
			f.buf = nil
		}
	}
	return len(b), nil
}
