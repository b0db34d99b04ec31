package testrun

// This file finds ports for scripts.

import (
	"errors"
	"math/rand/v2"
	"net"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// The ports that Port gives: below those that systems choose from when they are asked for port 0, so
// that no program that does so gets one before it is used.
const (
	firstPort = 20000
	lastPort  = 32000
)

// Port gives the number of a UDP port of this machine that nothing uses, and keeps it from other callers
// of Port, in other processes as well, until free is called: so long it holds the TCP port of the same
// number.
func Port() (number string, free func(), err error) {
	for begin, n := rand.IntN(lastPort-firstPort), 0; n < lastPort-firstPort; n++ {
		number := strconv.Itoa(firstPort + (begin+n)%(lastPort-firstPort))
		held, err := net.Listen("tcp", "127.0.0.1:"+number)
		if err != nil {
			continue
		}
		if c, err := net.ListenPacket("udp", "127.0.0.1:"+number); err == nil {
			return number, func() { _ = held.Close() }, c.Close() // nothing is left to do if that fails
		}
		_ = held.Close() // the port is no use
	}
	return "", nil, errors.New("no UDP port is free")
}

// portVariable is the name of a variable that stands for a port.
var portVariable = regexp.MustCompile(`\bPORT[0-9]*\b`)

// choosePorts gives a port to each variable PORT, PORT1, PORT2 and so on that the script names.
func (r *scriptRun) choosePorts(e *testscript.Env) error {
	var text strings.Builder
	text.Write(r.archive.Comment)
	for _, f := range r.archive.Files {
		text.Write(f.Data)
	}
	names := portVariable.FindAllString(text.String(), -1)
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		number, free, err := Port()
		if err != nil {
			return err
		}
		e.Defer(free)
		e.Setenv(name, number)
	}
	return nil
}

// documentedPort is the port that the documentation's programs use.
const documentedPort = "4433"

// freePort is the command `freeport FILE...`: it puts a new port in the place of 4433 in files, and sets
// $PORT to it.
func (r *scriptRun) freePort(ts *testscript.TestScript, neg bool, files []string) {
	if neg {
		ts.Fatalf("unsupported: ! freeport")
	}
	number, free, err := Port()
	ts.Check(err)
	ts.Defer(free)
	ts.Setenv("PORT", number)
	r.variables = append(r.variables, "PORT")
	for _, name := range files {
		text := strings.ReplaceAll(ts.ReadFile(name), documentedPort, number)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}
