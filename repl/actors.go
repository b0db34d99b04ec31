package repl

// This file has the commands for actors.

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"hewq/lang/eval"
)

// traced are the actors whose events are told, as they happen.
type traced struct {
	mu  sync.Mutex
	ids []uint64
}

// observe tells of an event of an actor that is traced.
func (s *Session) observe(e eval.ActorEvent) {
	s.traced.mu.Lock()
	told := slices.Contains(s.traced.ids, e.Actor.ID) || e.Old != 0 && slices.Contains(s.traced.ids, e.Old)
	if told && e.Old != 0 {
		s.traced.ids = append(s.traced.ids, e.Actor.ID) // who takes the place is traced as well
	}
	s.traced.mu.Unlock()
	if told && s.options.IO.Stderr != nil {
		// A failure here cannot be reported.
		_, _ = io.WriteString(s.options.IO.Stderr, "trace: "+e.String()+"\n")
	}
}

// actors is `:actors`.
func (s *Session) actors(context.Context, argument) Answer {
	all := s.machine.Actors()
	if len(all) == 0 {
		return Answer{Text: "no actors"}
	}
	width := 0
	for _, a := range all {
		width = max(width, len(a.String()))
	}
	var b strings.Builder
	for _, a := range all {
		fmt.Fprintf(&b, "%-*s  %s", width, a, a.Does)
		if a.Parent > 0 {
			fmt.Fprintf(&b, ", child of #%d", a.Parent)
		}
		b.WriteByte('\n')
	}
	return Answer{Text: strings.TrimSuffix(b.String(), "\n")}
}

// actorID reads the number of an actor: `3` or `#3`.
func actorID(text string) (uint64, bool) {
	id, err := strconv.ParseUint(strings.TrimPrefix(text, "#"), 10, 64)
	return id, err == nil
}

// kill is `:kill ID`.
func (s *Session) kill(ctx context.Context, arg argument) Answer {
	if strings.HasPrefix(arg.text, "bg") {
		job := s.job(arg.text)
		if job == nil {
			return refuse("there is no %s in the background; `:bg` shows all", arg.text)
		}
		job.run.Stop()
		return Answer{}
	}
	id, ok := actorID(arg.text)
	if !ok || !s.machine.Kill(ctx, id) {
		return refuse("there is no actor %s; `:actors` shows all", arg.text)
	}
	return Answer{}
}

// trace is `:trace ID`: again it ends.
func (s *Session) trace(_ context.Context, arg argument) Answer {
	id, ok := actorID(arg.text)
	if !ok || !s.machine.Lives(id) {
		return refuse("there is no actor %s; `:actors` shows all", arg.text)
	}
	s.traced.mu.Lock()
	defer s.traced.mu.Unlock()
	if at := slices.Index(s.traced.ids, id); at >= 0 {
		s.traced.ids = slices.Delete(s.traced.ids, at, at+1)
		return Answer{Text: fmt.Sprintf("#%d is not traced any more", id)}
	}
	s.traced.ids = append(s.traced.ids, id)
	return Answer{Text: fmt.Sprintf("#%d is traced: what happens to it is told on the standard error", id)}
}
