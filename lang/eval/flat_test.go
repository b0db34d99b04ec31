package eval_test

import (
	"fmt"
	"runtime"
	"testing"
)

// allocated is how many bytes a program allocates while it runs.
func allocated(t *testing.T, source string) int64 {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, stderr, status := execute(t, t.Context(), source); status != 0 {
		t.Fatalf("%s\n%s", source, stderr)
	}
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc)
}

// What is done with records of numbers in a loop allocates nothing.
func TestRecordsWithoutObjects(t *testing.T) {
	const head = `
record Point { x: f64, y: f64 }
record Body { at: Point, speed: Point, id: i64 }
fn body(n: i64) -> Body { Body { at: Point { x: 1.0, y: 2.0 }, speed: Point { x: 0.5, y: 0.25 }, id: n } }
fn before(a: Body, b: Body) -> bool { if a.id == b.id { return a.at.x < b.at.x; } a.id < b.id }
`
	for name, body := range map[string]string{
		"a field of an element":   "bs[0].at.x += bs[1].speed.x; bs[1].at.y = bs[0].at.y + 1.0;",
		"an element taken out":    "let b = bs[1]; t += b.at.x + b.speed.y;",
		"an element put back":     "var b = bs.get(1); b.at.x = b.at.x + b.speed.x; bs.set(1, b);",
		"two elements exchanged":  "let b = bs[0]; bs[0] = bs[1]; bs[1] = b;",
		"a record made and read":  "let p = Point { x: t, y: 1.0 }; t = p.x + p.y;",
		"a record that changes":   "var p = Point { x: 1.0, y: t }; p.x += p.y; p = Point { x: p.y, y: p.x }; t = p.x;",
		"a part of another":       "w.at.x += 1.0; w.speed = w.at; t += w.speed.y;",
		"an element made":         "bs[0] = Body { at: Point { x: 1.0, y: 2.0 }, speed: bs[1].speed, id: i };",
		"an argument looked at":   "if before(bs[0], bs[1]) { t += 1.0; }",
		"a Vec that is gone over": "for b in bs { t += b.at.x; }",
	} {
		t.Run(name, func(t *testing.T) {
			program := func(turns int) string {
				return head + inMain(fmt.Sprintf("let bs: Vec<Body> = [body(1), body(2)]; var w = body(3); var t = 0.0;\nfor i in 0..%d { %s }\nprintln(t + w.at.x);", turns, body))
			}
			few, many := allocated(t, program(10)), allocated(t, program(10_010))
			if per := float64(many-few) / 10_000; per > 8 { // a record takes 16 or more
				t.Errorf("a turn allocates %.1f bytes", per)
			}
		})
	}
}
