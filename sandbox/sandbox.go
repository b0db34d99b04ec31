// Package sandbox runs programs on a simulated network, and in virtual time.
package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"hewq/internal/bubble"
	"hewq/lang"
	"hewq/lang/eval"
	"hewq/simnet"
)

// A Sandbox is what surrounds a program. The zero value is the network and the time of the system.
type Sandbox struct {
	// Net, if not nil, has the program on a simulated network with these conditions, as simnet.Parse
	// reads them.
	Net *string `json:"net,omitempty"`

	// Virtual has the program run in virtual time. It is on a simulated network then, too.
	Virtual bool `json:"virtual,omitempty"`
}

// Check fails if the conditions make no sense.
func (s Sandbox) Check() error {
	_, err := s.conditions()
	return err
}

func (s Sandbox) conditions() (simnet.Conditions, error) {
	if s.Net == nil {
		return simnet.Conditions{}, nil
	}
	return simnet.Parse(*s.Net)
}

// An Outcome is how a program has ended.
type Outcome struct {
	Status  int
	Err     error  // of the program, or a *Failure
	Traffic string // what a simulated network has done, in a line; "" if nothing was sent on one
}

// Run calls run, which runs a program in a world that it is given: world, with the network and the time
// of s. run must use nothing that waits but its context and what that world has. When ctx ends, that
// context does too. The conditions must be right, see Check.
func (s Sandbox) Run(ctx context.Context, world lang.IO, run func(context.Context, lang.IO) (int, error)) Outcome {
	c, err := s.conditions()
	if err != nil {
		return Outcome{Status: 1, Err: err}
	}
	if !s.Virtual {
		return s.play(ctx, c, world, run)
	}
	if world.Waiting == nil {
		world.Waiting = &eval.Waiting{}
	}
	world.Virtual, world.Break = true, &eval.Break{}
	stuck := &Failure{Kind: Stuck}
	var o Outcome
	left := bubble.Run(ctx, bubble.Options{
		Begin: time.Now(),
		Break: world.Break.End,
		Busy:  world.Break.Pause,
		Stuck: func() { stuck.Text = world.Waiting.Report() },
	}, func(ctx context.Context) {
		o = s.play(ctx, c, world, run)
		var fault *eval.Fault
		if errors.Is(context.Cause(ctx), bubble.ErrStuck) && !errors.As(o.Err, &fault) {
			o.Err = stuck
		}
	})
	if left != nil {
		o.Status, o.Err = 1, errors.Join(o.Err, failureOf(left))
	}
	return o
}

// play runs the program on its network.
func (s Sandbox) play(ctx context.Context, c simnet.Conditions, world lang.IO, run func(context.Context, lang.IO) (int, error)) Outcome {
	var network *simnet.Network
	if s.Net != nil || s.Virtual {
		network = simnet.New(c)
		defer network.Close()
		world.Network = network
	}
	var o Outcome
	o.Status, o.Err = run(ctx, world)
	if network != nil && network.Counts().Sent > 0 {
		o.Traffic = fmt.Sprintf("simulated network: %v; its conditions at the end: %s\n",
			network.Counts(), cmp.Or(network.Conditions().String(), "perfect"))
	}
	return o
}
