package main

// This file is the trial paths: what a client is told, and after how long, when the network, the
// address or the server is bad.

import (
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"hewq/internal/badnet"
)

// A path is a way to a server, or what happens on it.
type path struct {
	name string
	slow bool // it takes seconds; a short run leaves it out
	walk func(*rig) walked
}

// A walked is what a client found.
type walked struct {
	took time.Duration // of the client's process, or from a fault to its end
	told string
	err  error
}

// networks are paths with weather and an event, on which everything has to arrive.
var networks = []struct {
	name    string
	slow    bool
	weather badnet.Weather
	during  func(*rig, *badnet.Relay)
}{
	{name: "nothing in the way"},
	{name: "at most 1252 bytes (an MTU of 1280, IPv4)", slow: true, weather: badnet.Weather{Largest: 1252}},
	{name: "at most 1232 bytes (an MTU of 1280, IPv6)", slow: true, weather: badnet.Weather{Largest: 1232}},
	{name: "5 % loss", slow: true, weather: badnet.Weather{Loss: 0.05, Delay: 5 * time.Millisecond}},
	{name: "cut for 2 s", slow: true, weather: badnet.Weather{Delay: 5 * time.Millisecond}, during: cutFor(2 * time.Second)},
	{name: "cut for 8 s", slow: true, weather: badnet.Weather{Delay: 5 * time.Millisecond}, during: cutFor(8 * time.Second)},
	{name: "four other ports", slow: true, weather: badnet.Weather{Delay: 5 * time.Millisecond}, during: func(r *rig, relay *badnet.Relay) {
		for range 4 {
			relay.Rebind()
			r.wait(200 * time.Millisecond)
		}
	}},
}

func cutFor(d time.Duration) func(*rig, *badnet.Relay) {
	return func(r *rig, relay *badnet.Relay) {
		relay.Cut(true)
		r.wait(d)
		relay.Cut(false)
	}
}

// paths prints a table of all paths.
func (r *rig) paths() (string, error) {
	var all []path
	for _, n := range networks {
		all = append(all, path{n.name, n.slow, func(r *rig) walked { return r.network(n.weather, n.during) }})
	}
	all = append(all,
		path{"an IPv6 address", true, func(r *rig) walked { return r.address("[::1]:0", "") }},
		path{"a name of an IPv6 address", true, func(r *rig) walked { return r.address("[::1]:0", nameOf("::1")) }},
		path{"a name of an IPv4 address", false, func(r *rig) walked { return r.address("127.0.0.1:0", nameOf("127.0.0.1")) }},
		path{"the client comes 1 s before the server", true, (*rig).early},
		path{"a port on which nothing listens", true, (*rig).closedPort},
		path{"the server starts again, the client sends on", true, func(r *rig) walked { return r.bereft("send", true) }},
		path{"the server is killed, the client leaves", true, func(r *rig) walked { return r.bereft("leave", false) }},
		path{"the server is killed, the client sends on", true, func(r *rig) walked { return r.bereft("send", false) }},
		path{"the server is killed, the client waits", true, func(r *rig) walked { return r.bereft("recv", false) }},
	)
	fmt.Fprintf(r.out, "| path | ms | what the client says | |\n|---|---:|---|---|\n")
	right, done := 0, 0
	var failures []error
	for _, p := range all {
		if p.slow && r.short {
			continue
		}
		w := p.walk(r)
		verdict := "right"
		if done++; w.err != nil {
			verdict = "WRONG: " + w.err.Error()
			failures = append(failures, fmt.Errorf("%s: %w", p.name, w.err))
		} else {
			right++
		}
		fmt.Fprintf(r.out, "| %s | %d | %s | %s |\n", p.name, w.took.Milliseconds(), w.told, verdict)
	}
	return fmt.Sprintf("%d of %d right", right, done), first(failures)
}

// wait waits for so long, or until the rig is stopped.
func (r *rig) wait(d time.Duration) {
	select {
	case <-time.After(d):
	case <-r.ctx.Done():
	}
}

// echoServer starts the server of the examples.
func (r *rig) echoServer(addr string) (*process, string, error) {
	return r.serve(5*time.Minute, filepath.Join(r.root, "examples", "actors", "echo_server.hew"), addr)
}

// visit starts a client that makes enough exchanges for what happens during them.
func (r *rig) visit(addr string) (*process, error) {
	return r.start(2*time.Minute, r.program("visit.hew"), addr, "100", strconv.Itoa(16<<10))
}

// arrived tells of a visit that has to be whole.
func arrived(p *process) walked {
	end := p.end()
	lines := strings.Split(strings.TrimSpace(end.out), "\n")
	w := walked{took: end.took, told: lines[len(lines)-1], err: end.err}
	if end.status > 0 && end.stderr == "" {
		w.err = fmt.Errorf("it is not whole, status %d", end.status)
	}
	return w
}

// network has a client and a server with a relay between.
func (r *rig) network(w badnet.Weather, during func(*rig, *badnet.Relay)) walked {
	server, addr, err := r.echoServer("127.0.0.1:0")
	if err != nil {
		return walked{err: err}
	}
	defer server.kill()
	relay, err := badnet.Listen(addr, 7)
	if err != nil {
		return walked{err: err}
	}
	defer relay.Close()
	relay.Set(w)
	client, err := r.visit(relay.Addr())
	if err != nil {
		return walked{err: err}
	}
	if during != nil && client.line() == "connected" && client.line() == "under way" {
		during(r, relay)
	}
	return arrived(client)
}

// address has a server listen on one address, and a client dial it, by a name of the host unless
// that is empty.
func (r *rig) address(listen, name string) walked {
	server, addr, err := r.echoServer(listen)
	if err != nil {
		return walked{err: err}
	}
	defer server.kill()
	if name != "" {
		_, port, err := net.SplitHostPort(addr)
		if err != nil {
			return walked{err: err}
		}
		addr = net.JoinHostPort(name, port)
	}
	client, err := r.visit(addr)
	if err != nil {
		return walked{err: err}
	}
	return arrived(client)
}

// nameOf finds a name that this host has for an address. If there is none it gives one that cannot be found, so
// that the trial says which is missing.
func nameOf(address string) string {
	for _, name := range []string{"localhost", "ip6-localhost", "ip6-loopback"} {
		if found, err := net.LookupHost(name); err == nil && slices.Contains(found, address) {
			return name
		}
	}
	return "no-name-of-" + strings.ReplaceAll(address, ":", "-") + ".invalid"
}

// early starts the client a second before the server.
func (r *rig) early() walked {
	port, release, err := freePort("127.0.0.1")
	if err != nil {
		return walked{err: err}
	}
	defer release()
	addr := net.JoinHostPort("127.0.0.1", port)
	client, err := r.visit(addr)
	if err != nil {
		return walked{err: err}
	}
	r.wait(time.Second)
	server, _, err := r.echoServer(addr)
	if err != nil {
		client.kill()
		return walked{err: err}
	}
	defer server.kill()
	return arrived(client)
}

// closedPort dials a port on which nothing listens.
func (r *rig) closedPort() walked {
	port, release, err := freePort("127.0.0.1")
	if err != nil {
		return walked{err: err}
	}
	defer release()
	client, err := r.visit(net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		return walked{err: err}
	}
	w := arrived(client)
	if strings.HasPrefix(w.told, "not connected after ") {
		w.err = nil // as it should be
	} else {
		w.err = errors.Join(errors.New("it is not told that it is not connected"), w.err)
	}
	return w
}

// bereft kills the server of a client, starts it again if it should be there, and lets the client do
// something, which has to fail.
func (r *rig) bereft(do string, again bool) walked {
	server, addr, err := r.echoServer("127.0.0.1:0")
	if err != nil {
		return walked{err: err}
	}
	defer func() { server.kill() }()
	client, err := r.start(2*time.Minute, r.program("bereft.hew"), addr, do)
	if err != nil {
		return walked{err: err}
	}
	defer client.kill()
	if line := client.line(); line != "up" {
		return walked{err: fmt.Errorf("bereft prints %q", line)}
	}
	server.kill()
	if again {
		if server, _, err = r.echoServer(addr); err != nil {
			return walked{err: err}
		}
	}
	begun := time.Now()
	if _, err := fmt.Fprintln(client.in, "go on"); err != nil {
		return walked{err: err}
	}
	end := client.end()
	w := walked{took: time.Since(begun), told: strings.TrimSpace(end.out), err: end.err}
	if w.err == nil && (strings.Contains(w.told, "disconnect Ok") || strings.Contains(w.told, "nothing in a minute") || strings.HasSuffix(w.told, "; ")) {
		w.err = errors.New("nothing tells that nothing arrived")
	}
	return w
}
