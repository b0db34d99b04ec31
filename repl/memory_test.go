package repl

import (
	"context"
	"io"
	"runtime"
	"testing"
)

// Ten thousand inputs leave behind what they bind, not what they were.
func TestMemoryOfInputs(t *testing.T) {
	s := newSession(t, io.Discard)
	evalAll(t, s, "var n = 0", "var v: Vec<i64> = Vec::new()", "fn next(a: i64) -> i64 { a + 1 }", "type Point { x: i64 }")
	inputs := []string{
		"1 + 2",
		"let x = n * 2",
		"n = next(n)",
		`let s = f"{n} and {x}"`,
		"if n > 3 { s.len() } else { 0 }",
		"n / 0",
		"nothing_of_that_name",
		"let q = [1, 2, 3]",
		"for i in 0..3 { v.push(i); v.clear(); }",
		"match Some(3) { Some(x) => x, None => 0 }",
		"Point { x: n }",
		":type next(n)",
	}
	const rounds = 10_000
	run := func(n int) {
		for i := range n {
			s.Eval(context.Background(), inputs[i%len(inputs)])
		}
	}
	run(20 * len(inputs))
	before := heapInUse()
	run(rounds)
	const most = 100 << 10
	if grown := heapInUse() - before; grown > most {
		t.Errorf("%d inputs left %d B behind, more than %d", rounds, grown, most)
	}
	runtime.KeepAlive(s)
}

func heapInUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
