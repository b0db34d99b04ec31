package os

import (
	"testing"

	"hewq/native"
)

func TestEnvironmentIsTheProgramsOwn(t *testing.T) {
	world := map[string]string{"A": "a", "B": "b"}
	newCall := func() *native.Call {
		return &native.Call{Env: &native.Env{Lookup: func(name string) (string, bool) {
			v, ok := world[name]
			return v, ok
		}}}
	}
	c, other := newCall(), newCall()
	change := func(_ native.Unit, err error) {
		if err != nil {
			t.Error(err)
		}
	}
	change(setEnv(c, "A", "new"))
	change(setEnv(c, "C", ""))
	change(removeEnv(c, "B"))
	for name, want := range map[string]struct {
		text string
		has  bool
	}{"A": {"new", true}, "B": {"", false}, "C": {"", true}, "D": {"", false}} {
		text, err := env(c, name)
		has, hasErr := hasEnv(c, name)
		if text != want.text || has != want.has || err != nil || hasErr != nil {
			t.Errorf("%s: got %q, %v, want %+v", name, text, has, want)
		}
	}
	if text, _ := env(other, "A"); text != "a" {
		t.Errorf("another program sees %q", text)
	}
}

func TestArgsOutsideAreEmpty(t *testing.T) {
	c := &native.Call{Env: &native.Env{Args: []string{"prog", "x"}}}
	for i, want := range map[int64]string{-1: "", 0: "prog", 1: "x", 2: "", 1 << 40: ""} {
		if got, err := arg(c, i); got != want || err != nil {
			t.Errorf("args(%d): got %q, %v, want %q", i, got, err, want)
		}
	}
}
