package eval

// This file says what threads wait for, in words.

import (
	"fmt"

	"hewq/actor"
	"hewq/lang/value"
	"hewq/native"
)

// words are those of a kind, behind "it waits": see native.Phrase.
func (k waitKind) words() string {
	return [...]string{
		waitReply:    "for a reply[ of {0}]",
		waitItem:     "to receive from a channel",
		waitRoom:     "to send on a channel that is full",
		waitSelect:   "in a select",
		waitPermit:   "for a permit of a semaphore",
		waitTask:     "for [a task|task {0}]",
		waitTasks:    "for the tasks of its scope",
		waitEnd:      "for the end of [an actor|{0}]",
		waitChild:    "for the child of a supervisor",
		waitInit:     "for the start of [an actor|{0}]",
		waitMailbox:  "for room in [a mailbox|the mailbox of {0}]",
		waitSleep:    "in a sleep",
		waitNative:   "for a module",
		waitMessages: "until the actors have handled their messages",
		waitActors:   "until the actors have ended",
		waitModules:  "until what the program has opened is closed",
	}[k]
}

// what says what is waited for. Without the name of that, it is the same for all waits of a kind.
func (w *wait) what(named bool) string {
	text := w.kind.words()
	if w.words != "" {
		text = w.words
	}
	if !named {
		return native.Phrase(text, "")
	}
	text = native.Phrase(text, nameOf(w.on))
	switch {
	case w.limit <= 0:
		return text
	case w.kind == waitSleep:
		return fmt.Sprintf("%s of %v", text, w.limit)
	}
	return fmt.Sprintf("%s, at most %v,", text, w.limit)
}

// nameOf names what is waited for, "" if it has no name.
func nameOf(on any) string {
	switch x := on.(type) {
	case string:
		return x
	case *actor.Ref:
		return infoOf(x).String()
	case *task:
		if x.plan.name != "" {
			return "`" + x.plan.name + "`"
		}
	case *value.Handle:
		return nameOf(x.Go)
	case native.Named:
		return x.Name()
	}
	return ""
}
