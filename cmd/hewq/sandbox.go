package main

// This file has the flags for a simulated network and virtual time.

import (
	"errors"
	"fmt"
	"io"

	"hewq/internal/bubble"
	"hewq/sandbox"
)

type sandboxFlags struct {
	Net         *string `name:"net" placeholder:"CONDITIONS" help:"Have all QUIC endpoints on a simulated network, such as \"delay=20ms loss=2%% seed=7\"; \"\" is a perfect one."`
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
	var stuck *sandbox.StuckError
	var left *bubble.LeftError
	var panicked *bubble.PanicError
	text := ""
	switch {
	case errors.As(err, &panicked):
		text = fmt.Sprintf("internal error: %v\n%s\nthis is a bug in hewq", panicked.Value, panicked.Stack)
	case errors.As(err, &stuck):
		text = stuck.Error() + "\n" + stuck.Waits
	case errors.As(err, &left):
		text = "internal error: " + left.Error() + "\n" + left.Stacks + "\nthis is a bug in hewq\n"
	default:
		return nil
	}
	_, err = fmt.Fprintf(w, "hewq: %s", text)
	return err
}
