package eval_test

import (
	"strings"
	"testing"

	"hewq/native"
)

// lending is a module with a function that lends its results, and counts what comes back.
func lending(back *int) native.Module {
	lend := func(text string) native.Binding {
		return native.Lends(
			native.F0(func(*native.Call) ([]byte, error) { return []byte(text), nil }),
			func(_ *native.Env, b []byte) {
				*back++
				clear(b) // whoever still holds it will see
			})
	}
	return native.Module{
		Path: "std::lending",
		Stub: `
#[opaque]
pub type Source {
}

impl Source {
    /// Takes a buffer.
    fn take(s: Source) -> bytes {
        unsafe { test_take() }
    }
    /// Takes a long buffer.
    fn long(s: Source) -> bytes {
        unsafe { test_long() }
    }
    /// Looks at a buffer.
    fn look(s: Source, data: bytes) -> i64 {
        looked(data)
    }
}

fn looked(data: bytes) -> i64 {
    unsafe { test_look(data) }
}

/// Makes a source.
pub fn source() -> Source {
    unsafe { test_source() }
}

extern "C" {
    fn test_source() -> Source;
    fn test_take() -> bytes;
    fn test_long() -> bytes;
    fn test_look(data: bytes) -> i64;
}
`,
		Funcs: func() native.Funcs {
			return native.Funcs{
				"test_source": native.F0(func(*native.Call) (*int, error) { return back, nil }),
				"test_take":   lend("abc"),
				"test_long":   lend(strings.Repeat("abc", 100)),
				"test_look":   native.F1(func(_ *native.Call, b []byte) (int64, error) { return int64(len(b)), nil }),
			}
		},
	}
}

func TestLentBuffersComeBack(t *testing.T) {
	tests := []struct {
		name, body, rest string
		back             int
		stdout           string
	}{
		{"looked at", "for i in 0 .. 3 { let b = s.take(); println(b.len()); }", "", 3, "3\n3\n3\n"},
		{"passed to functions that look", "let b = s.take(); println(s.look(b) + mine(b));", "fn mine(b: bytes) -> i64 { b.len() }", 1, "6\n"},
		{"copied", "let all = bytes::new(); for i in 0 .. 2 { let b = s.take(); all.append(b); } println(all.to_string());", "", 2, "abcabc\n"},
		{"read before the scope ends", "let text = { let b = s.take(); b.to_string() }; println(text);", "", 1, "abc\n"},
		{"cut out of", "let part = { let b = s.take(); b[1 .. 3] }; println(part.to_string());", "", 1, "bc\n"},
		{"cut out of a long one", "let part = { let b = s.long(); b[1 .. 299] }; println(part[0 .. 4].to_string());", "", 0, "bcab\n"},
		{"little cut out of a long one", "let part = { let b = s.long(); b[1 .. 5] }; println(part.to_string());", "", 1, "bcab\n"},
		{"left by break", "loop { let b = s.take(); if b.len() == 3 { break; } }", "", 1, ""},
		{"left by return", "println(early(s));", "fn early(s: lending.Source) -> i64 { let b = s.take(); if b.len() > 0 { return b.len(); } 0 }", 1, "3\n"},
		{"compared", "let b = s.take(); println(b == b);", "", 1, "true\n"},
		{"kept in a Vec", "let v: Vec<bytes> = Vec::new(); for i in 0 .. 2 { let b = s.take(); v.push(b); } println(v.get(0).to_string());", "", 0, "abc\n"},
		{"given another name", "let c = { let b = s.take(); let d = b; d }; println(c.to_string());", "", 0, "abc\n"},
		{"the value of its block", "let c = { let b = s.take(); b }; println(c.to_string());", "", 0, "abc\n"},
		{"captured", "let f = { let b = s.take(); move || b.len() }; println(f());", "", 0, "3\n"},
		{"passed to a function that keeps it", "let c = { let b = s.take(); same(b) }; println(c.to_string());", "fn same(b: bytes) -> bytes { b }", 0, "abc\n"},
		{"passed to a function that calls itself", "let b = s.take(); println(down(b, 2));", "fn down(b: bytes, n: i64) -> i64 { if n == 0 { b.len() } else { down(b, n - 1) } }", 0, "3\n"},
		{"put into a record", "let r = { let b = s.take(); Box { b: b } }; println(r.b.to_string());", "type Box { b: bytes; }", 0, "abc\n"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			back := 0
			text := "import std::lending;\n" + inMain("let s = lending.source();\n"+tc.body) + tc.rest
			stdout, stderr, _ := execute(t, t.Context(), text, lending(&back))
			if stdout != tc.stdout || stderr != "" || back != tc.back {
				t.Errorf("%s\ngot %d back, stdout %q, stderr %q; want %d back, stdout %q", text, back, stdout, stderr, tc.back, tc.stdout)
			}
		})
	}
}
