package testrun

// This file runs test functions on a simulated network and in virtual time.

import (
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

// sandboxed is the result of a test that failed by what its sandbox found out.
func sandboxed(f *sandbox.Failure) Result {
	result := Fail(reasons[f.Kind], f.Error())
	result.Failure.Text = f.Text
	return result
}

var reasons = map[sandbox.Kind]Reason{sandbox.Stuck: Stuck, sandbox.LeftOver: LeftOver, sandbox.Broken: Crashed}

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
