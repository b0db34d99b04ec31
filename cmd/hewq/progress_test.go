package main

import (
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	now := time.Unix(0, 0)
	g := newProgress(&out, 4, func() time.Time { return now })
	step := func(name string, wait time.Duration, want string) {
		t.Helper()
		out.Reset()
		g.begin(name)
		now = now.Add(wait)
		if out.String() != want {
			t.Errorf("at %s it shows %q, want %q", name, out.String(), want)
		}
	}
	step("early.hew", progressFrom, "")
	step("a.hew", progressEvery/2, "file 2 of 4: a.hew")
	step("b.hew", progressEvery/2, "")
	step(strings.Repeat("d", 60)+"/c.hew", 0, "\r\x1b[Kfile 4 of 4: …"+strings.Repeat("d", 43)+"/c.hew")
	g.clear()
	g.clear()
	if got := strings.Count(out.String(), "\r"); got != 2 {
		t.Errorf("the line goes %d times: %q", got, &out)
	}
	var none *progress
	none.begin("a.hew")
	none.clear()
}
