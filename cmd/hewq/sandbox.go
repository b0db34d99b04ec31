package main

// This file has the flags for a simulated network and virtual time.

import (
	"errors"
	"fmt"
	"io"

	"hewq/sandbox"
)

type sandboxFlags struct {
	Net         *string `name:"net" placeholder:"CONDITIONS" help:"Have all QUIC endpoints on a simulated network, such as \"delay=20ms loss=2% seed=7\"; \"\" is a perfect one."`
	VirtualTime bool    `help:"Have time pass as soon as everything waits, on a simulated network."`
}

// sandbox is what the flags ask for.
func (f sandboxFlags) sandbox() sandbox.Sandbox {
	return sandbox.Sandbox{Net: f.Net, Virtual: f.VirtualTime}
}

// misused says what is wrong with the flags.
func (f sandboxFlags) misused() error {
	if err := f.sandbox().Check(); err != nil {
		return fmt.Errorf("--net: %w", err)
	}
	return nil
}

// explain writes why a program in virtual time could not come to its end, unless it has said that
// itself.
func explain(w io.Writer, err error) error {
	var failed *sandbox.Failure
	if !errors.As(err, &failed) {
		return nil
	}
	_, err = fmt.Fprintf(w, "hewq: %v\n%s", failed, failed.Text)
	return err
}
