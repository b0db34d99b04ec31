package native

// This file has what people are told of a call that waits.

import "strings"

// Waits marks a function that can block. It must end promptly when its Call's context does.
//
// what says for what it waits, behind "it waits": see Phrase. There {0} is the first argument, {1} the
// second one: a string as it is, a handle as its Name.
func Waits(b Binding, what string) Binding {
	b.Waits, b.Awaits = true, what
	return b
}

// A Named is a handle's Go type that people can tell from others of its type: "stream 4 of c1".
// Name may be called from any goroutine, also when the handle is closed. It does not wait.
type Named interface {
	Name() string
}

// Phrase is text with a name in it, which is "" if it is not known or stands for many. What is in
// brackets is only there with a name, or, in front of a bar, without one: "for data[ on {0}]" and
// "to read [a file|{0}]".
func Phrase(text, name string) string {
	before, rest, ok := strings.Cut(text, "[")
	if !ok {
		return text
	}
	inside, after, _ := strings.Cut(rest, "]")
	without, with, ok := strings.Cut(inside, "|")
	if !ok {
		without, with = "", inside
	}
	if name == "" {
		return before + without + after
	}
	head, tail, _ := strings.Cut(with, "{")
	return before + head + name + tail[len("0}"):] + after
}

// PhraseArgument is the number of the argument whose name text has, -1 if it has none.
func PhraseArgument(text string) int {
	_, tail, ok := strings.Cut(text, "{")
	if !ok {
		return -1
	}
	return int(tail[0] - '0')
}
