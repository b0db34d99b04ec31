package testrun

// This file runs test functions on a simulated network and in virtual time.

import (
	"errors"

	"hewq/internal/bubble"
	"hewq/lang"
	"hewq/sandbox"
)

// netModule is the module by which a test changes its network. Tests of files that import it have a
// simulated one.
const netModule = "hewq::net"

// around is what surrounds the tests of a program.
func around(p *lang.Program, o Options) sandbox.Sandbox {
	s := o.Sandbox
	if s.Net == nil && p.Imports(netModule) {
		s.Net = new(string)
	}
	return s
}

// isOfSandbox tells whether a test failed by what its sandbox found out.
func isOfSandbox(err error) bool {
	var stuck *sandbox.StuckError
	var left *bubble.LeftError
	var panicked *bubble.PanicError
	return errors.As(err, &stuck) || errors.As(err, &left) || errors.As(err, &panicked)
}

// sandboxed is the result of such a test.
func sandboxed(err error) Result {
	var stuck *sandbox.StuckError
	var left *bubble.LeftError
	var panicked *bubble.PanicError
	result := Fail(Stuck, err.Error())
	switch {
	case errors.As(err, &panicked):
		result = Fail(Crashed, "internal error: "+panicked.Error()+"; this is a bug in hewq")
		result.Failure.Text = string(panicked.Stack)
	case errors.As(err, &stuck):
		result.Failure.Message, result.Failure.Text = stuck.Error(), stuck.Waits
	case errors.As(err, &left):
		result = Fail(LeftOver, "something of the test goes on to wait, for ever, after its end; this is a bug in hewq")
		result.Failure.Text = left.Stacks + "\n"
	}
	return result
}

// flags are those with which `hewq run` makes a sandbox.
func flags(s sandbox.Sandbox) []string {
	var all []string
	if s.Net != nil {
		all = append(all, "--net="+*s.Net)
	}
	if s.Virtual {
		all = append(all, "--virtual-time")
	}
	return all
}
