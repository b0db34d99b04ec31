package main

// This file has the trials of what the documents show: readme and documentation.

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// patience is the longest median of a disconnect. Who takes longer waits for a timer, and not for
// the peer.
const patience = 10 * time.Millisecond

// readme has the README's client connect many times, one after the other.
func (r *rig) readme() (string, error) {
	connections := r.times(1000, 5)
	server, addr, err := r.serve(10*time.Minute, r.program("readme_server.hew"), strconv.Itoa(connections))
	if err != nil {
		return "", err
	}
	client := r.run(10*time.Minute, r.program("readme_client.hew"), addr, strconv.Itoa(connections))
	if client.err != nil {
		server.kill() // it may wait for a client for ever
		return "", client.err
	}
	end := server.end()
	var whole, disconnect []time.Duration
	for line := range strings.Lines(client.out) {
		var w, d int
		if _, err := fmt.Sscan(line, &w, &d); err != nil {
			return "", fmt.Errorf("readme_client prints %q", line)
		}
		whole, disconnect = append(whole, time.Duration(w)*time.Microsecond), append(disconnect, time.Duration(d)*time.Microsecond)
	}
	figures := fmt.Sprintf("%d connections, each: median %v, p99 %v, longest %v; disconnect: median %v, p99 %v, longest %v", len(whole),
		part(whole, 0.5), part(whole, 0.99), part(whole, 1), part(disconnect, 0.5), part(disconnect, 0.99), part(disconnect, 1))
	if len(whole) != connections {
		return figures, errors.Join(fmt.Errorf("want %d connections", connections), end.err)
	}
	if !r.short && part(disconnect, 0.5) > patience && end.err == nil {
		return figures, fmt.Errorf("the median of disconnect is over %v", patience)
	}
	return figures, end.err
}

// documentation runs the programs of two tests again and again: the pair of the documentation, and a
// service that watches its events.
func (r *rig) documentation() (string, error) {
	pairs := r.times(100, 2)
	var figures []string
	var failures []error
	for _, c := range []struct {
		script string
		busy   bool
	}{{"quic_documentation", false}, {"quic_documentation", true}, {"quic_service", true}} {
		files, err := r.scriptFiles(c.script + ".txtar")
		if err != nil {
			return "", err
		}
		stop, cores := func() {}, "idle"
		if c.busy {
			stop, cores = r.spin(), "busy"
		}
		failed := 0
		var took []time.Duration
		for i := range pairs {
			begun := time.Now()
			err := r.pair(filepath.Join(r.dir, fmt.Sprintf("%s_%s_%d", c.script, cores, i)), files)
			took = append(took, time.Since(begun))
			if err != nil {
				failed++
				failures = append(failures, fmt.Errorf("%s: %w", c.script, err))
			}
			if r.ctx.Err() != nil {
				break
			}
		}
		stop()
		figures = append(figures, fmt.Sprintf("%s on %s cores: %d of %d failed, median %v, longest %v", c.script, cores, failed, pairs,
			part(took, 0.5).Round(time.Millisecond), part(took, 1).Round(time.Millisecond)))
	}
	return strings.Join(figures, "; "), first(failures)
}

// scriptFiles are the files of a script of testdata/scripts by their names.
func (r *rig) scriptFiles(name string) (map[string]string, error) {
	text, err := os.ReadFile(filepath.Join(r.root, "testdata", "scripts", name))
	if err != nil {
		return nil, err
	}
	files, current := map[string]string{}, ""
	for line := range strings.Lines(string(text)) {
		if marker, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok && strings.HasSuffix(marker, " --") {
			current = strings.TrimSuffix(marker, " --")
		} else if current != "" {
			files[current] += line
		}
	}
	for _, want := range []string{"server.hew", "client.hew"} {
		if files[want] == "" {
			return nil, fmt.Errorf("%s has no %s", name, want)
		}
	}
	return files, nil
}

// pair runs server.hew and client.hew at once, word for word but for the port, as the scripts do. They
// must print server.txt and client.txt.
func (r *rig) pair(dir string, files map[string]string) error {
	port, release, err := freePort("127.0.0.1")
	if err != nil {
		return err
	}
	defer release()
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var processes []*process
	for _, role := range []string{"server", "client"} {
		file := filepath.Join(dir, role+".hew")
		if err := os.WriteFile(file, []byte(strings.ReplaceAll(files[role+".hew"], "4433", port)), 0o600); err != nil {
			return err
		}
		p, err := r.start(time.Minute, file)
		if err != nil {
			return err
		}
		defer p.kill()
		processes = append(processes, p)
	}
	for i := len(processes) - 1; i >= 0; i-- {
		p := processes[i]
		end := p.end()
		if end.err != nil {
			return end.err
		}
		if want := files[p.name+".txt"]; end.out != want {
			return fmt.Errorf("the %s prints %q, want %q", p.name, end.out, want)
		}
	}
	return nil
}

// Ports of freePort: below those that systems choose from when they are asked for port 0, so that no
// program that does so gets one before it is used.
const (
	firstPort = 20000
	lastPort  = 32000
)

// freePort finds a UDP port for a program that cannot say which it took. Until release is called
// it holds the TCP port of the same number, which keeps other runs away from it.
func freePort(host string) (port string, release func(), err error) {
	for range lastPort - firstPort {
		port = strconv.Itoa(firstPort + rand.IntN(lastPort-firstPort))
		held, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", port))
		if err != nil {
			continue // another one has it
		}
		if c, err := net.ListenPacket("udp", net.JoinHostPort(host, port)); err == nil {
			_ = c.Close() // it was only tried
			return port, func() { _ = held.Close() }, nil
		}
		_ = held.Close() // as good as free
	}
	return "", nil, fmt.Errorf("no UDP port of %s is free", host)
}
