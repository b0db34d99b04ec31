package native

// This file has what people are told of a call that waits.

import "strings"

// Waits marks a function that can block. It must end promptly when its Call's context does.
//
// what says what it waits for, behind "it waits": "for data[ on {0}]". What stands in brackets is
// left out where it is not known, and for many at once. There {0} is the first argument, {1} the
// second one: a text as it is, a handle as its Name.
func Waits(b Binding, what string) Binding {
	b.Waits, b.Awaits = true, what
	return b
}

// A Named is a handle's Go type that people can tell from others of its type: "stream 4 of c1".
// Name may be called from any goroutine, also when the handle is closed. It does not wait.
type Named interface {
	Name() string
}

// Words are the parts of what a call waits for: what stands before the brackets, and what stands
// in them before and behind the argument with a number. arg is -1 if there are no brackets.
func Words(text string) (lead, before, after string, arg int) {
	lead, rest, ok := strings.Cut(text, "[")
	if !ok {
		return text, "", "", -1
	}
	rest = strings.TrimSuffix(rest, "]")
	before, after, _ = strings.Cut(rest, "{")
	n, after, _ := strings.Cut(after, "}")
	return lead, before, after, int(n[0] - '0')
}
