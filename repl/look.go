package repl

// This file has the commands that look into the handles of modules: what is known of one, which
// there are, what happens to one.

import (
	"context"
	"fmt"
	"io"
	"strings"

	"hewq/lang/check"
	"hewq/native"
)

// factsText is what a handle tells of itself, in a column; "" if it tells nothing.
func factsText(handle any) string {
	t, ok := handle.(native.Telling)
	if !ok {
		return ""
	}
	facts := t.Facts()
	width := 0
	for _, f := range facts {
		width = max(width, len(f.Name))
	}
	var b strings.Builder
	for i, f := range facts {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "  %-*s  %s", width, f.Name, f.Text)
	}
	return b.String()
}

// conns is `:conns`.
func (s *Session) conns(context.Context, argument) Answer {
	all := s.env.Handles()
	if len(all) == 0 {
		return Answer{Text: "nothing is open"}
	}
	holders := map[any][]string{}
	for _, sym := range s.checker.Bindings() {
		l := sym.Object.(*check.Local)
		if s.flow.Moved(l) {
			continue
		}
		for _, r := range s.machine.Resources(l) {
			holders[r] = append(holders[r], l.Name)
		}
	}
	var b strings.Builder
	for i, h := range all {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Repeat("  ", h.Depth))
		if h.Name != "" {
			b.WriteString(h.Name + " ")
		}
		held := "no variable"
		if names := holders[h.Handle]; len(names) > 0 {
			held = strings.Join(names, ", ")
		}
		fmt.Fprintf(&b, "%v (%s)", h.Handle, held)
	}
	return Answer{Text: b.String()}
}

// A watching is something that is watched.
type watching struct {
	handle any
	name   string
	stop   func()
}

// watch is `:watch VALUE`: again it ends.
func (s *Session) watch(ctx context.Context, arg argument) Answer {
	handle, a := s.handle(ctx, arg)
	if a.Failed() {
		return a
	}
	for i, w := range s.watched {
		if w.handle == handle {
			return s.unwatchAt(i)
		}
	}
	w, ok := handle.(native.Watched)
	if !ok {
		return refuse("only connections can be watched; `:conns` shows those that are open")
	}
	name, stop, err := w.Watch(func(line string) {
		if s.options.IO.Stderr != nil {
			// What cannot be shown has no other place.
			_, _ = io.WriteString(s.options.IO.Stderr, line+"\n")
		}
	})
	if err != nil {
		return refuse("%v", err)
	}
	s.watched = append(s.watched, watching{handle, name, stop})
	return Answer{Text: fmt.Sprintf("%s is watched: what happens on it is told as it happens; :unwatch ends that", name)}
}

// unwatch is `:unwatch`, of one connection or of all.
func (s *Session) unwatch(ctx context.Context, arg argument) Answer {
	if len(s.watched) == 0 {
		return Answer{Text: "nothing is watched"}
	}
	if arg.text == "" {
		var names []string
		for len(s.watched) > 0 {
			names = append(names, s.watched[0].name)
			s.unwatchAt(0)
		}
		return Answer{Text: strings.Join(names, ", ") + ": not watched any more"}
	}
	handle, a := s.handle(ctx, arg)
	if a.Failed() {
		return a
	}
	for i, w := range s.watched {
		if w.handle == handle {
			return s.unwatchAt(i)
		}
	}
	return refuse("`%s` is not watched", arg.text)
}

func (s *Session) unwatchAt(i int) Answer {
	w := s.watched[i]
	w.stop()
	s.watched = append(s.watched[:i:i], s.watched[i+1:]...)
	return Answer{Text: w.name + ": not watched any more"}
}

// handle is the handle that the expression of a command stands for; nil if it is something else.
func (s *Session) handle(ctx context.Context, arg argument) (any, Answer) {
	v, _, a := s.valueOf(ctx, arg, whole)
	if a.Failed() || v == nil {
		return nil, a
	}
	return s.machine.Handle(v), Answer{}
}
