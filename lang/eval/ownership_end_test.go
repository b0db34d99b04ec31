package eval_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// However a program ends, what it owns is closed once; but `exit` closes nothing.
func TestOwnershipAtTheEnd(t *testing.T) {
	for _, way := range []struct{ name, body string }{
		{"local", `let x = $1; END;`},
		{"Vec", `let v: Vec<$T> = [$1, $2]; END;`},
		{"argument list", `two_$S($1, END, $2);`},
		{"operand of a literal", `let p = P_$S { a: $1, n: END, b: $2 };`},
		{"callers", `let x = $1; inner_$S($2);`},
		{"guard", `match Some($1) { Some(x) if END > 0 => note(look(x)), _ => {} }`},
		{"closure", `let x = $1; let f = move || look(x); END; note(f());`},
		{"temporary", `note(look($1) + END);`},
		{"set that traps", `let v: Vec<$T> = [$1]; v.set(at(0), $2);`},
		{"unwrap that traps", `let x = $1; let o: Option<$T> = None; two_$S(x, 1, o.unwrap());`},
	} {
		for _, end := range []struct {
			name, x string
			closes  bool
		}{
			{"panic", "boom()", true},
			{"trap", "at(9)", true},
			{"interrupt", "waits()", true},
			{"exit", "quit()", false},
		} {
			for _, s := range shapes[:4] {
				if strings.Contains(way.name, "traps") && end.name != "trap" {
					continue
				}
				t.Run(s.name+"/"+way.name+"/"+end.name, func(t *testing.T) {
					t.Parallel()
					items := "fn quit() -> i64 { exit(3); 0 }\nfn inner_$S(consume x: $T) { let y = $3; END; }\n"
					body := strings.ReplaceAll(items+inMain(way.body), "END", end.x)
					text := exitItems + shapeItems + s.expand(ownItems+body, 1)
					synctest.Test(t, func(t *testing.T) {
						ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
						defer cancel()
						stdout, _, _ := execute(t, ctx, text)
						led := newLedger()
						for line := range strings.Lines(stdout) {
							if line = strings.TrimSpace(line); !end.closes && strings.HasPrefix(line, "closed") {
								t.Errorf("exit closes something:\n%s", stdout)
							}
							led.line(0, line)
						}
						if end.closes {
							led.finished()
						}
						if led.wrong[0] != nil {
							t.Errorf("%v\n%s\n%s", led.wrong[0], way.body, stdout)
						}
					})
				})
			}
		}
	}
}
