package main

// This file compares a server script with a server written in Go, both echoing, under the load
// of one and the same client.

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// echoScript is the server that hewq runs.
var echoScript = filepath.Join("examples", "actors", "echo_server.hew")

// A load is what a client does with a server; it gives how much per second it got done.
type load struct {
	name string
	unit string
	do   func(ctx context.Context, addr string) (perSecond float64, err error)
}

var loads = []load{
	{"throughput, 4 streams", "MiB/s", func(ctx context.Context, addr string) (float64, error) {
		const conns, mib = 4, 16
		took, err := echoes(ctx, addr, conns, 1, 1, mib<<20)
		return conns * mib / took.Seconds(), err
	}},
	{"streams of 1 KiB, on 8 connections", "streams/s", func(ctx context.Context, addr string) (float64, error) {
		const conns, each = 8, 500
		took, err := echoes(ctx, addr, conns, 1, each, 1<<10)
		return conns * each / took.Seconds(), err
	}},
	{"handshakes, 8 at a time", "handshakes/s", func(ctx context.Context, addr string) (float64, error) {
		const dialers, each = 8, 50
		took, err := handshakes(ctx, addr, dialers, each)
		return dialers * each / took.Seconds(), err
	}},
}

// quic prints the table of all loads, and what a crowd and a queue of clients do to the script.
func (b *bench) quic() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	servers := [][]string{{b.hewq, "run", echoScript, "--", "127.0.0.1:0"}, {self, "serve", "127.0.0.1:0"}}
	fmt.Fprintln(b.out, "| load | unit | hewq | Go | hewq/Go |")
	fmt.Fprintln(b.out, "|---|---|---:|---:|---|")
	for _, l := range loads {
		var candidates []func() (float64, error)
		for _, command := range servers {
			candidates = append(candidates, func() (float64, error) {
				s, err := b.serve(command)
				if err != nil {
					return 0, err
				}
				defer s.stop()
				return l.do(b.ctx, s.addr)
			})
		}
		results, err := b.alternate(candidates...)
		if err != nil {
			return err
		}
		fmt.Fprintf(b.out, "| %s | %s | %.0f | %.0f | %s |\n", l.name, l.unit, median(results[0]), median(results[1]), ratio(results[0], results[1]))
	}
	fmt.Fprintln(b.out)
	if err := b.crowd(servers[0]); err != nil {
		return err
	}
	return b.queue(servers[0])
}

// crowd has a thousand connections with ten streams each at once.
func (b *bench) crowd(command []string) error {
	s, err := b.serve(command)
	if err != nil {
		return err
	}
	defer s.stop()
	const conns, streams, size = 1000, 10, 4 << 10
	took, err := echoes(b.ctx, s.addr, conns, streams, 1, size)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "%d connections with %d streams at once: %d bytes came back as sent in %.1f s; memory of the server %s\n",
		conns, streams, conns*streams*size, took.Seconds(), s.memory())
	return nil
}

// queue has ten thousand connections one after the other.
func (b *bench) queue(command []string) error {
	s, err := b.serve(command)
	if err != nil {
		return err
	}
	defer s.stop()
	const parts, each = 10, 1000
	fmt.Fprintf(b.out, "%d connections one after the other; memory of the server after each %d:", parts*each, each)
	for range parts {
		if _, err := handshakes(b.ctx, s.addr, 1, each); err != nil {
			return err
		}
		fmt.Fprintf(b.out, " %s", s.memory())
	}
	fmt.Fprintln(b.out)
	return nil
}

// A server is a process whose first line ends with the address on which it listens.
type server struct {
	cmd    *exec.Cmd
	cancel context.CancelFunc
	addr   string
}

func (b *bench) serve(command []string) (*server, error) {
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Minute)
	s := &server{cmd: exec.CommandContext(ctx, command[0], command[1:]...), cancel: cancel}
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err == nil {
		err = s.cmd.Start()
	}
	if err != nil {
		cancel()
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || strings.TrimSpace(line) == "" {
		s.stop()
		return nil, fmt.Errorf("%s prints no address: %w", strings.Join(command, " "), err)
	}
	words := strings.Fields(line)
	s.addr = words[len(words)-1]
	return s, nil
}

func (s *server) stop() {
	s.cancel()
	_ = s.cmd.Wait() // it was killed
}

// memory is what the process of the server has now, where the system tells.
func (s *server) memory() string {
	if runtime.GOOS == "linux" {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
		if err == nil {
			for line := range strings.Lines(string(status)) {
				if kb, ok := strings.CutPrefix(line, "VmRSS:"); ok {
					return strings.TrimSpace(kb)
				}
			}
		}
	}
	return "unknown"
}
