// Package hewqnet is the module hewq::net: what a test does to the simulated network that it runs on.
package hewqnet

import (
	_ "embed"
	"errors"
	"fmt"
	"time"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage hewqnet.hew

//go:embed hewqnet.image
var image string

// Path is what programs import the module by.
const Path = "hewq::net"

// Module is hewq::net.
var Module = native.Module{Path: Path, Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_hewqnet_is_simulated": native.F0(func(c *native.Call) (bool, error) { return c.Env.Network != nil, nil }),
		"hew_hewqnet_simulate":     native.F1(on1(native.Network.Simulate)),
		"hew_hewqnet_change":       native.F1(on1(native.Network.Change)),
		"hew_hewqnet_cut":          native.F1(cut),
		"hew_hewqnet_partition":    native.F2(on2(native.Network.Partition)),
		"hew_hewqnet_heal":         native.F0(heal),
		"hew_hewqnet_host":         native.F2(on2(native.Network.AddHost)),
		"hew_hewqnet_sent":         native.F0(sent),
		"hew_hewqnet_lost":         native.F0(lost),
	}
}}

var errNotSimulated = errors.New("hewq::net: the program runs on the network of the system; `hewq test` runs tests on a simulated one")

// network is the one that the program runs on.
func network(c *native.Call) (native.Network, error) {
	if c.Env.Network == nil {
		return nil, errNotSimulated
	}
	return c.Env.Network, nil
}

// on1 and on2 call a method of the network.

func on1(f func(native.Network, string) error) func(*native.Call, string) (native.Unit, error) {
	return func(c *native.Call, a string) (native.Unit, error) {
		n, err := network(c)
		if err == nil {
			err = f(n, a)
		}
		return native.Unit{}, err
	}
}

func on2(f func(native.Network, string, string) error) func(*native.Call, string, string) (native.Unit, error) {
	return func(c *native.Call, a, b string) (native.Unit, error) {
		n, err := network(c)
		if err == nil {
			err = f(n, a, b)
		}
		return native.Unit{}, err
	}
}

func cut(c *native.Call, d int64) (native.Unit, error) {
	n, err := network(c)
	switch {
	case err != nil:
		return native.Unit{}, err
	case d < 0:
		return native.Unit{}, fmt.Errorf("a cut of %v: want how long it lasts, such as 10s", time.Duration(d))
	}
	n.Cut(time.Duration(d))
	return native.Unit{}, nil
}

func heal(c *native.Call) (native.Unit, error) {
	n, err := network(c)
	if err == nil {
		n.Heal()
	}
	return native.Unit{}, err
}

func sent(c *native.Call) (int64, error) {
	all, _, err := tally(c)
	return all, err
}

func lost(c *native.Call) (int64, error) {
	_, some, err := tally(c)
	return some, err
}

func tally(c *native.Call) (sent, lost int64, err error) {
	n, err := network(c)
	if err != nil {
		return 0, 0, err
	}
	sent, lost = n.Tally()
	return sent, lost, nil
}
