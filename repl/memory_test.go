package repl

import (
	"context"
	"io"
	"runtime"
	"testing"
)

// Thousands of inputs leave behind what they bind, not what they were.
func TestMemoryOfInputs(t *testing.T) {
	s := newSession(t, io.Discard)
	evalAll(t, s, "var n = 0", "var v: Vec<i64> = Vec::new()", "fn next(a: i64) -> i64 { a + 1 }", "type Point { x: i64 }",
		"#[resource] type Door { n: i64; fn close(self) { } }", "fn door() -> Door { Door { n: 1 } }")
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
		"fn redone(a: i64) -> i64 { next(a) + 1 }",
		"redone(n)",
		"const LIMIT: i64 = 3",
		"LIMIT + 1",
		"fn generic<T>(t: T) -> T { t }",
		"generic(n) + generic(s).len()",
		"fn broken() -> i64 { redone(\"a\") }",
		"type Broken { x: Nothing }",
		"import std::math",
		"let closure = |a: i64| a + n",
		"closure(2)",
		"v.map(|a| a / 2)",
		"door()",
		":doc Vec",
	}
	const rounds = 2_500
	run := func(n int) {
		for i := range n {
			s.Eval(context.Background(), inputs[i%len(inputs)])
		}
	}
	run(20 * len(inputs))
	before := heapInUse()
	run(rounds)
	const most = rounds * 10
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
