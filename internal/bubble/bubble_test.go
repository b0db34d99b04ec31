package bubble_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hewq/internal/bubble"
)

// Bubbles go on beside each other, whatever becomes of one.
func TestOneFailsAlone(t *testing.T) {
	own := errors.New("a value of its own")
	for name, tc := range map[string]struct {
		f    func(context.Context)
		want func(error) bool
	}{
		"nothing": {
			func(context.Context) {},
			func(err error) bool { return err == nil },
		},
		"an hour": {
			func(context.Context) { <-time.After(time.Hour) },
			func(err error) bool { return err == nil },
		},
		"a panic": {
			func(context.Context) { <-time.After(time.Hour); panic(own) },
			func(err error) bool {
				var p *bubble.PanicError
				return errors.As(err, &p) && p.Value == own && strings.Contains(string(p.Stack), "TestOneFailsAlone")
			},
		},
		"a wait without end": {
			func(context.Context) { <-make(chan struct{}) },
			isLeft("TestOneFailsAlone"),
		},
		"a goroutine that is left over": {
			func(context.Context) { go leave() },
			isLeft("leave"),
		},
		"a goroutine that ends a little later": {
			func(context.Context) { go func() { <-time.After(time.Minute) }() },
			func(err error) bool { return err == nil },
		},
		"a panic with a goroutine left over": {
			func(context.Context) { go leave(); panic(own) },
			func(err error) bool { var p *bubble.PanicError; return errors.As(err, &p) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := bubble.Run(t.Context(), bubble.Options{}, tc.f); !tc.want(err) {
				t.Errorf("got %v", err)
				if l := (*bubble.LeftError)(nil); errors.As(err, &l) {
					t.Log(l.Stacks)
				}
			}
		})
	}
}

func leave() { <-make(chan struct{}) }

func isLeft(function string) func(error) bool {
	return func(err error) bool {
		var l *bubble.LeftError
		return errors.As(err, &l) && strings.Contains(l.Stacks, function) && strings.Count(l.Stacks, "synctest bubble") == 1
	}
}

// The context of what runs ends with that of Run, and when nothing can happen any more.
func TestContextEnds(t *testing.T) {
	gone := errors.New("the user has gone")
	for name, tc := range map[string]struct {
		f    func(context.Context)
		want error
	}{
		"stuck": {func(ctx context.Context) { <-ctx.Done() }, bubble.ErrStuck},
		"cancelled": {func(ctx context.Context) {
			for ctx.Err() == nil {
				<-time.After(time.Millisecond)
			}
		}, gone},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			if tc.want == gone {
				cancel(gone)
			}
			defer cancel(nil)
			var cause error
			var stuck int
			err := bubble.Run(ctx, bubble.Options{Stuck: func() { stuck++ }}, func(ctx context.Context) {
				tc.f(ctx)
				cause = context.Cause(ctx)
			})
			if err != nil || cause != tc.want || (stuck == 1) != (tc.want == bubble.ErrStuck) {
				t.Errorf("Run: %v; the context ended by %v, want %v; stuck %d times", err, cause, tc.want, stuck)
			}
		})
	}
}

// What computes hears of the end of the context, and lets time pass.
func TestBusy(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var mu sync.Mutex
	var pause func()
	var ended atomic.Bool
	o := bubble.Options{
		Begin: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC),
		Break: func() { ended.Store(true) },
		Busy:  func(wait func()) { mu.Lock(); pause = wait; mu.Unlock() },
	}
	var passed time.Duration
	err := bubble.Run(ctx, o, func(context.Context) {
		begun := time.Now()
		if begun.Before(o.Begin) {
			t.Errorf("it is %v", begun)
		}
		time.AfterFunc(100*time.Millisecond, cancel)
		for !ended.Load() {
			mu.Lock()
			if pause != nil {
				pause()
				pause = nil
			}
			mu.Unlock()
		}
		passed = time.Since(begun)
	})
	if err != nil || passed < 100*time.Millisecond {
		t.Errorf("Run: %v after %v", err, passed)
	}
}
