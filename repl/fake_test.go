package repl

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// A fakeSession notes what it evaluates.
type fakeSession struct {
	eval     func(ctx context.Context, text string) Answer
	complete func(text string, cursor int) Completion
	closed   bool

	mu    sync.Mutex
	texts []string
}

func (s *fakeSession) Eval(ctx context.Context, text string) Answer {
	s.mu.Lock()
	s.texts = append(s.texts, text)
	s.mu.Unlock()
	if s.eval == nil {
		return Answer{Value: fmt.Sprint(len(text)), Type: "i64"}
	}
	return s.eval(ctx, text)
}

func (s *fakeSession) evaluated() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.texts)
}

func (s *fakeSession) Incomplete(text string) bool { return !bracketed(text) }

func (s *fakeSession) Complete(text string, cursor int) Completion {
	if s.complete == nil {
		return completing(text, cursor)
	}
	return s.complete(text, cursor)
}

func (s *fakeSession) Close(context.Context) error {
	s.closed = true
	return nil
}
