package eval_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"hewq/lang/eval"
	"hewq/native"
)

func TestFaults(t *testing.T) {
	run(t, []program{
		{name: "panic", source: inMain(`println("a"); panic("out of luck"); println("b");`), stdout: "a\n", status: 101, stderr: "out of luck\n"},
		{name: "exit", source: inMain(`println("a"); exit(7);`), stdout: "a\n", status: 7},
		{name: "assert", source: inMain(`assert(1 > 2);`), status: 1, stderr: "assertion failed\n"},
		{name: "assert_eq", source: inMain(`assert_eq(2, 2); assert_eq(4, 5);`), status: 1, stderr: "assertion failed: assert_eq(4, 5)\n"},
		{name: "assert_eq of strings", source: inMain(`assert_eq("a", "b");`), status: 1, stderr: "assertion failed: assert_eq(\"a\", \"b\")\n"},
		{name: "assert_ne", source: inMain(`assert_ne(true, true);`), status: 1, stderr: "assertion failed: assert_ne(true, true)\n"},
		{name: "index", source: inMain(`let v = [1, 2]; let i = 5; println(v[i]);`), status: 1, stderr: "trap: index out of range: index 5, length 2\n"},
		{name: "get", source: inMain(`let v = [1, 2]; println(v.get(-1));`), status: 1, stderr: "PANIC: Vec index out of bounds\n"},
		{name: "set", source: inMain(`let v = ["a"]; v.set(1, "b");`), status: 1, stderr: "PANIC: Vec index out of bounds\n"},
		{name: "pop", source: inMain(`let v: Vec<i64> = Vec::new(); println(v.pop());`), status: 1, stderr: "PANIC: Vec pop on empty vector\n"},
		{name: "unwrap", source: inMain(`let o: Option<i64> = None; println(o.unwrap());`), status: 1, stderr: "hew: unwrap called on None\n"},
		{name: "string index", source: inMain(`println("abc"[3]);`), status: 1, stderr: "PANIC: string index"},
		{name: "step by nothing", source: inMain(`let n = 0; for i in (0 .. 3).step_by(n) { println(i); }`), status: 1, stderr: "trap: a range cannot go in steps of 0\n"},
		{name: "stack overflow", source: "fn f(n: i64) -> i64 { f(n + 1) + 1 }\nfn main() { println(f(0)); }", status: 1, stderr: "trap: stack overflow"},
	})
}

func TestFaultReport(t *testing.T) {
	_, stderr, _ := execute(t, t.Context(), `fn inner(n: i64) -> i64 {
    10 / n
}

fn outer(n: i64) -> i64 { inner(n - 1) }

fn main() {
    println(outer(1));
}
`)
	for _, want := range []string{
		"trap: division by zero\n", "test.hew:2:5", "10 / n", "^^^^^^",
		"test.hew:2:5  in inner\n", "test.hew:5:27  in outer\n", "test.hew:8:13  in main\n",
	} {
		if !strings.Contains(stderr, want) {
			t.Errorf("the report lacks %q:\n%s", want, stderr)
		}
	}
}

func TestFaultData(t *testing.T) {
	for _, tc := range []struct {
		name, source string
		at           string // FILE:LINE:COL of Fault.At
		calls        int    // of the program
		inStub       bool   // what failed is in a module's stub
		want         eval.FaultData
	}{
		{
			name: "panic", source: "fn main() {\n    panic(\"no\");\n}\n", at: "test.hew:2:5", calls: 1,
			want: eval.FaultData{Kind: "panic", Message: "no"},
		},
		{
			name: "a module's assertion", source: "import std::testing;\nfn f() { testing.assert_eq(1, 2); }\nfn main() { f(); }\n", at: "test.hew:2:10", calls: 2, inStub: true,
			want: eval.FaultData{Kind: "panic", Message: "assertion failed: expected 2, got 1"},
		},
		{
			name: "a module's native function", source: "import std::encoding::binary;\nfn main() { binary.get_u32_le(binary.put_u16_le(1)); }\n", at: "test.hew:2:13", calls: 1, inStub: true,
			want: eval.FaultData{Kind: "abort", Message: "PANIC: bytes index out of bounds"},
		},
		{
			name: "unwrap", source: inMain(`let r: Result<i64, string> = Err("no"); r.unwrap();`), at: "test.hew:2:41", calls: 1,
			want: eval.FaultData{Kind: "abort", Message: "hew: unwrap called on Err", Values: []eval.Shown{{Name: "value", Text: `Err("no")`}}},
		},
		{
			name: "compared", source: inMain(`let v = [1]; assert(v.len() > 1 + 1);`), at: "test.hew:2:14", calls: 1,
			want: eval.FaultData{Kind: "abort", Message: "assertion failed", Values: []eval.Shown{{Name: "v.len()", Text: "1"}, {Name: "1 + 1", Text: "2"}}},
		},
		{
			name: "named", source: inMain(`let a = 1; let b: Option<i64> = None; assert(a == 1 && b.is_some() && a > 0);`), at: "test.hew:2:39", calls: 1,
			want: eval.FaultData{Kind: "abort", Message: "assertion failed", Values: []eval.Shown{{Name: "a", Text: "1"}, {Name: "b", Text: "None"}}},
		},
		{
			name: "equal", source: inMain(`assert_eq("a", "b");`), at: "test.hew:2:1", calls: 1,
			want: eval.FaultData{Kind: "abort", Message: `assertion failed: assert_eq("a", "b")`, Values: []eval.Shown{{Name: "left", Text: `"a"`}, {Name: "right", Text: `"b"`}}},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			fault := faultOf(t, tc.source)
			if got := fault.At().String(); got != tc.at {
				t.Errorf("failed at %s, want %s", got, tc.at)
			}
			if fault.Span.File.Stub != tc.inStub {
				t.Errorf("%s is in a stub: %t, want %t", fault.Span, fault.Span.File.Stub, tc.inStub)
			}
			got := fault.Data()
			if got.Place == nil || len(got.Stack) != tc.calls || got.Stack[0].PlaceData != *got.Place {
				t.Errorf("got place %v and calls %v, want %d calls from %s on", got.Place, got.Stack, tc.calls, tc.at)
			}
			got.Place, got.Stack = nil, nil
			if !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
}

// However deep a recursion is, tools get a few calls.
func TestFaultDataOfManyCalls(t *testing.T) {
	data := faultOf(t, `fn down(n: i64) -> i64 { if n == 0 { even(100) } else { down(n - 1) + 1 } }
fn even(n: i64) -> i64 { assert(n > 0); odd(n - 1) + 1 }
fn odd(n: i64) -> i64 { even(n - 1) + 1 }
fn main() { println(down(500)); }
`).Data()
	calls := 0
	for _, c := range data.Stack {
		calls += max(1, c.Times) + c.Left
	}
	// even 51 times, odd 50 times, down with 0, down 500 times, main
	if len(data.Stack) != 20 || calls != 101+1+500+1 || data.Stack[18].Times != 500 || data.Stack[10].Left != 84 {
		t.Errorf("got %d calls, %d in all: %+v", len(data.Stack), calls, data.Stack)
	}
}

// faultOf runs a program that fails.
func faultOf(t *testing.T, text string) *eval.Fault {
	t.Helper()
	env := &native.Env{Stdout: &strings.Builder{}, Stderr: &strings.Builder{}, Stdin: strings.NewReader("")}
	_, err := eval.Run(t.Context(), load(t, text), env)
	var fault *eval.Fault
	if !errors.As(err, &fault) {
		t.Fatalf("got error %v, want a fault", err)
	}
	return fault
}

// What an assertion compares is computed once, in order, and moves nothing.
func TestAssertions(t *testing.T) {
	const n = "fn n(k: i64) -> i64 { println(k); k }\n"
	run(t, []program{
		{name: "once", source: n + inMain(`assert(n(1) < n(2)); assert(n(3) == 3);`), stdout: "1\n2\n3\n"},
		{name: "fails once", source: n + inMain(`assert(n(1) > n(2));`), stdout: "1\n2\n", status: 1, stderr: "assertion failed\n  n(1): 1\n  n(2): 2\ntest.hew:3:1:\n"},
		{name: "short", source: n + inMain(`assert(n(1) == 1 || n(2) == 3);`), stdout: "1\n"},
		{name: "changed by the other side", source: inMain(`var a = 1; assert(a == { a = 2; a });`), status: 1, stderr: "assertion failed\n  a:            1\n  { a = 2; a }: 2\n"},
		{name: "left early", source: "fn f(o: Option<i64>) -> Option<i64> { assert(o? == 1); o }\n" + inMain(`println(f(None).is_none()); println(f(Some(1)).is_some());`), stdout: "true\ntrue\n"},
		{name: "a variable of the condition", source: inMain(`let o = Some(1); assert(match o { Some(x) => x > 1, None => true });`), status: 1, stderr: "assertion failed\n  o: Some(1)\ntest.hew"},
		{name: "floats and texts", source: inMain(`let f = 0.1; assert(f > 0.0); let s = "é"; assert(s + "x" == "é");`), status: 1, stderr: "assertion failed\n  s + \"x\": \"éx\"\ntest.hew"},
		{name: "the text of a value", source: "type P { n: i64; }\nimpl Display for P { fn fmt(self) -> string { assert(self.n > 0); \"P\" } }\n" + inMain(`let show = println; show(P { n: 0 });`), status: 1, stderr: "assertion failed\n  self.n: 0\ntest.hew:2:47:\n  |\n2 | impl Display for P { fn fmt(self) -> string { assert(self.n > 0); \"P\" } }\n  |                                               ^^^^^^^^^^^^^^^^^^\nstack:\n  test.hew:2:47  in P.fmt\n  test.hew:4:21  in main\n"},
		{name: "as a value", source: inMain(`let f = assert; f(true); f(false);`), status: 1, stderr: "assertion failed\ntest.hew:2:26:\n"},
		{name: "a field", source: "type P { x: i64; }\n" + inMain(`var p = P { x: 1 }; p.x = 2; assert(p.x != 2);`), status: 1, stderr: "assertion failed\n  p.x: 2\n"},
		{name: "an actor's field", source: "actor A { var n: i64 = 3; receive fn f() { assert(n < 3); } }\n" + inMain(`let a = spawn A; a.f();`), status: 1, stderr: "assertion failed\n  n: 3\ntest.hew:1:44:\n"},
		{name: "a receiver", source: "fn f(n: i64) -> Option<i64> { println(n); None }\n" + inMain(`let n = 3; assert(!f(n).is_none());`), stdout: "3\n", status: 1, stderr: "assertion failed\n  f(n): None\ntest.hew:3:"},
		{name: "a receiver and an argument", source: inMain(`let s = "abc"; let t = "x"; assert(s.contains(t));`), status: 1, stderr: "assertion failed\n  s: \"abc\"\n  t: \"x\"\ntest.hew:2:"},
		{name: "resources", source: "#[resource] type R { n: i64; }\nimpl R { fn close(r: R) { println(\"close\"); } }\nfn ok(r: R) -> bool { r.n > 1 }\n" +
			inMain(`let r = R { n: 1 }; assert(R { n: 3 }.n == 3); assert(ok(r));`), stdout: "close\nclose\n", status: 1, stderr: "assertion failed\ntest.hew:5:48:"},
	})
}

func TestDefers(t *testing.T) {
	run(t, []program{
		{name: "order", source: inMain(`defer println("a"); defer println("b"); println("c");`), stdout: "c\nb\na\n"},
		{name: "block", source: inMain(`{ defer println("inner"); println("in"); } println("out");`), stdout: "in\ninner\nout\n"},
		{name: "early return", source: "fn f(n: i64) -> i64 { defer println(\"d\"); if n > 1 { return n; } println(\"late\"); 0 }\nfn main() { println(f(2)); println(f(0)); }", stdout: "d\n2\nlate\nd\n0\n"},
		{name: "loop", source: inMain(`for i in 0 .. 3 { defer println(f"end {i}"); if i == 1 { continue; } println(i); }`), stdout: "0\nend 0\nend 1\n2\nend 2\n"},
		{name: "not reached", source: "fn f(n: i64) { if n == 0 { return; } defer println(\"d\"); println(n); }\nfn main() { f(0); f(1); }", stdout: "1\nd\n"},
		{name: "exit", source: inMain(`defer exit(2); defer exit(1);`), status: 1},
		{name: "try", source: "fn g() -> Option<i64> { None }\nfn f() -> Option<i64> { defer println(\"d\"); let x = g()?; Some(x) }\nfn main() { println(f().is_none()); }", stdout: "d\ntrue\n"},
	})
}

func TestResources(t *testing.T) {
	const conn = "#[resource]\ntype Conn { id: i64; }\nimpl Conn { fn close(c: Conn) { println(f\"close {c.id}\"); } }\nfn open(n: i64) -> Conn { Conn { id: n } }\n"
	run(t, []program{
		{name: "end of scope", source: conn + `fn main() { let a = open(1); let b = open(2); println("work"); }`, stdout: "work\nclose 2\nclose 1\n"},
		{name: "inner scope", source: conn + `fn main() { { let a = open(1); } println("after"); }`, stdout: "close 1\nafter\n"},
		{name: "moved", source: conn + `fn main() { let b = open(0); { let a = open(1); let c = a; println("moved"); } println("after"); }`, stdout: "moved\nclose 1\nafter\nclose 0\n"},
		{name: "returned", source: conn + `fn make() -> Conn { let c = open(3); c } fn main() { let a = make(); println("got"); }`, stdout: "got\nclose 3\n"},
		{name: "closed by hand", source: conn + `fn main() { let a = open(1); a.close(); println("after"); }`, stdout: "close 1\nafter\n"},
		{name: "early return", source: conn + `fn f(n: i64) -> i64 { let a = open(n); if n == 1 { return 10; } println("late"); 20 } fn main() { println(f(1)); println(f(2)); }`, stdout: "close 1\n10\nlate\nclose 2\n20\n"},
	})
}

// A stopper ends its context when a program has printed a line.
type stopper struct {
	strings.Builder
	stop func()
}

func (s *stopper) Write(b []byte) (int, error) {
	n, err := s.Builder.Write(b)
	if strings.HasSuffix(s.String(), "go\n") {
		s.stop()
	}
	return n, err
}

func TestStop(t *testing.T) {
	for name, body := range map[string]string{
		"loop":      `loop { n = n + 1; if n > 1000000000000 { n = 0; } }`,
		"while":     `while n >= 0 { n = n + 1; if n > 1000000000000 { n = 0; } }`,
		"for":       `for i in 0 .. 9223372036854775807 { n = i; }`,
		"recursion": `while f(3) > 0 { n = f(2); }`,
		"sleep":     `sleep_ms(100000000);`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			out := &stopper{stop: cancel}
			env := &native.Env{Stdout: out, Stderr: &strings.Builder{}, Stdin: strings.NewReader("")}
			text := "fn f(n: i64) -> i64 { if n == 0 { 1 } else { f(n - 1) + f(n - 1) } }\n" +
				inMain(`defer println("deferred"); var n = 0; println("go"); `+body)
			_, err := eval.Run(ctx, load(t, text), env)
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got error %v, want %v", err, context.Canceled)
			}
			if got, want := out.String(), "go\ndeferred\n"; got != want {
				t.Errorf("got output %q, want %q", got, want)
			}
		})
	}
}
