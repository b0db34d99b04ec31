package sandbox

// This file tells what can become of a program in virtual time alone.

import (
	"errors"

	"hewq/internal/bubble"
)

// A Failure is why a program in virtual time has failed, if not by itself.
type Failure struct {
	Kind Kind
	Text string // for people, in whole lines; may be empty
}

// A Kind is a sort of Failure.
type Kind uint8

// The kinds of failures.
const (
	// Stuck is a program that was stopped because nothing could happen any more. The text has what its
	// threads waited for.
	Stuck Kind = iota

	// LeftOver is a program that has ended, while goroutines of hewq go on to wait, for ever. It is a
	// mistake of hewq; the text has the stacks.
	LeftOver

	// Broken is a panic of hewq itself.
	Broken
)

// Error says in one line what has happened.
func (f *Failure) Error() string {
	switch f.Kind {
	case Stuck:
		return "deadlock: everything waits for something else, and no time that passes changes that"
	case LeftOver:
		return "internal error: something of the program waits, for ever, after its end; this is a bug in hewq"
	}
	return "internal error: hewq has panicked; this is a bug in hewq"
}

// failureOf is the Failure that stands for an error of bubble.Run.
func failureOf(err error) *Failure {
	var panicked *bubble.PanicError
	var left *bubble.LeftError
	switch {
	case errors.As(err, &panicked):
		return &Failure{Broken, panicked.Error() + "\n" + string(panicked.Stack)}
	case errors.As(err, &left) && left.Stacks != "":
		return &Failure{LeftOver, left.Stacks + "\n"}
	}
	return &Failure{Kind: LeftOver}
}
