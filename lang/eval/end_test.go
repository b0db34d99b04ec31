package eval_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hewq/lang/eval"
	"hewq/native"
)

// Modules have as long as they need to close what they hold, unless the user waits for the end.
func TestTimeToEnd(t *testing.T) {
	cases := []struct {
		name, body  string
		interrupted bool
		want        time.Duration
	}{
		{"end of main", `println("a");`, false, 0},
		{"panic", `panic("a");`, false, 0},
		{"exit", `exit(3);`, false, 0},
		{"interrupt", `sleep(1000);`, true, 3200 * time.Millisecond},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			program := load(t, inMain(tc.body))
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if tc.interrupted {
					time.AfterFunc(time.Second, cancel)
				}
				var out strings.Builder
				env := &native.Env{Lookup: func(string) (string, bool) { return "", false }, Stdout: &out, Stderr: &out}
				var got time.Duration
				env.OnEnd(func(end native.Ending) {
					begun := time.Now()
					select {
					case <-end.Done():
						got = time.Since(begun)
					case <-time.After(time.Hour):
					}
					if hurried := end.Hurry.Err() != nil; hurried != tc.interrupted {
						t.Errorf("modules must hurry: %v, want %v", hurried, tc.interrupted)
					}
				})
				_, _ = eval.Run(ctx, program, env) // how it ends is not the point here
				if got != tc.want {
					t.Errorf("modules have %v, want %v", got, tc.want)
				}
			})
		})
	}
}

// The end of a program does not wait for ever for actors; it names those that do not come.
func TestLeftBehind(t *testing.T) {
	const text = `actor Quick { receive fn f() {} }
actor Slow { receive fn f() {} #[on(stop)] fn end() { sleep(3600); } }
fn main() { let q = spawn Quick; q.f(); let s = spawn Slow; s.f(); }`
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		_, stderr, status := execute(t, t.Context(), text)
		if want := "actor #2 (Slow) did not end within 5s and is left behind\n"; stderr != want || status != 0 {
			t.Errorf("got status %d, %q, want 0, %q", status, stderr, want)
		}
		if took := time.Since(begun); took != 5*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}
