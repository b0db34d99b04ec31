package eval_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"hewq/lang/eval"
)

// TestNoGarbage runs loops that must not allocate with each turn.
func TestNoGarbage(t *testing.T) {
	const gens = `
gen fn numbers(n: i64) -> i64 { for i in 0..n { yield i; } }
gen fn odd(n: i64) -> i64 { for x in numbers(n) { if x % 2 == 1 { yield x; } } }
gen fn words(n: i64) -> string { var i = 0; while i < n { yield "word"; i += 1; } }
`
	for _, tt := range []struct{ name, body string }{
		{"generator in a for", `for x in odd($N) { s += x; }`},
		{"generator in a while let", `let g = words($N); while let Some(w) = g.next() { s += w.len(); }`},
		{"numbers", `let m: HashMap<i64, i64> = HashMap::new(); for i in 0..$N { m.insert(i % 50, i); s += m.get(i % 70).unwrap_or(1); if m.contains_key(i) { s += 1; } m[i % 50] = s % 7; }`},
		{"words", `let m: HashMap<string, string> = HashMap::new(); m.insert("a", "b"); for _ in 0..$N { match m.get("a") { Some(w) => { s += w.len(); }, None => {} } if let Some(w) = m["c"] { s += w.len(); } }`},
		{"pieces", `let m: HashMap<string, i64> = HashMap::new(); m.insert("k1", 1); for i in 0..$N { s += m.get(f"k{i % 3}").unwrap_or(0); }`},
		{"set", `let m: HashSet<i64> = HashSet::new(); for i in 0..$N { if m.insert(i % 9) { s += 1; } m.remove(i % 11); }`},
		{"records as keys", `let m: HashMap<P, i64> = HashMap::new(); let p = P { x: 1, y: 2 }; m.insert(p, 3); for _ in 0..$N { s += m.get(p).unwrap_or(0); }`},
		{"loop over a map", `let m: HashMap<string, i64> = HashMap::new(); for i in 0..100 { m.insert(f"k{i}", i); } for _ in 0..$N / 100 { for (k, v) in m { s += v * k.len(); } }`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			made := func(n int) uint64 {
				checked := load(t, gens+fmt.Sprintf("record P { x: i64, y: i64 }\nfn main() { let n = %d; var s = 0; %s println(s); }", n, strings.ReplaceAll(tt.body, "$N", "n")))
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				executeWith(t, checked, eval.Options{})
				runtime.ReadMemStats(&after)
				return after.Mallocs - before.Mallocs
			}
			few, many := made(200), made(20_200)
			if many > few+2000 {
				t.Errorf("20,000 turns more make %d objects more", many-few)
			}
		})
	}
}
