package eval_test

import (
	"fmt"
	"runtime"
	"testing"
)

// TestLinear counts the bytes that programs allocate for n turns and for 4n.
func TestLinear(t *testing.T) {
	for _, c := range []struct{ name, source string }{
		{"a variable", inMain(`var s = ""; for i in 0 .. %d { s = s + "abcd"; }`)},
		{"a variable, +=", inMain(`var s = ""; for i in 0 .. %d { s += "ab"; s += f"{i}"; }`)},
		{"a variable that a block changes", inMain(`var s = ""; for i in 0 .. %d { s = s + { let n = f"{i}"; n }; }`)},
		{"an f-string", inMain(`var s = ""; for i in 0 .. %d { s = f"{s}x{i}"; }`)},
		{"the result of a function", "fn add(a: string, b: string) -> string { a + b }\n" + inMain(`var s = ""; for i in 0 .. %d { s = add(s, "abcd"); }`)},
		{"what self has", "type Log { text: string }\nimpl Log { fn add(var self, s: string) { self.text = self.text + s; } }\n" + inMain(`var l = Log { text: "" }; for i in 0 .. %d { l.add("abcd"); }`)},
		{"a field", "type In { s: string }\ntype Out { inner: In }\n" + inMain(`var o = Out { inner: In { s: "" } }; for i in 0 .. %d { o.inner.s += "abcd"; o.inner.s = f"{o.inner.s}."; }`)},
		{"the value of a map", inMain(`let m: HashMap<string, string> = HashMap::new(); for i in 0 .. %d { m.insert("a", m.get("a").unwrap_or("") + "abcd"); }`)},
		{"an element", inMain(`let v = ["", ""]; for i in 0 .. %d { v[i %% 2] = v[i %% 2] + "abcd"; v[0] += "x"; }`)},
		{"a capture", inMain(`var s = ""; for i in 0 .. %d { let f = move |x: string| s + x; s = f("abcd"); }`)},
		{"the field of an actor", "actor Log { var text: string; receive fn add(s: string) -> i64 { text = text + s; text.len() } }\n" + inMain(`let l = spawn Log(text: ""); for i in 0 .. %d { let n = await l.add("abcd"); }`)},
		{"cut from the front", inMain(`var s = "x".repeat(5000); for i in 0 .. %d { s = s.slice(4, s.len()) + "abcd"; }`)},
		{"frames of a buffer", inMain(`let all = "0123".repeat(%[1]d).to_bytes(); all.append("tail".to_bytes()); var buf = all; var n = 0; while buf.len() > 4 { n = n + (buf[0 .. 4][0] as i64); buf = buf[4 ..]; } assert(n == 48 * %[1]d);`)},
		{"a buffer that receives", inMain(`let chunk = "0123456789".repeat(10).to_bytes(); var buf = bytes::new(); for i in 0 .. 700 { buf.push(1); } for i in 0 .. %d { buf.append(chunk); while buf.len() > 700 { buf = buf[20 .. buf.len()]; } }`)},
		{"among others", inMain(`var s = ""; for i in 0 .. %d { var line = ""; for j in 0 .. 20 { line += "0123456789"; } s += "x"; }`)},
	} {
		work := func(n int) uint64 {
			prog := fmt.Sprintf(c.source, n)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if stdout, stderr, status := execute(t, t.Context(), prog); status != 0 || stdout+stderr != "" {
				t.Fatalf("%s: status %d, output %q", c.name, status, stdout+stderr)
			}
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc
		}
		work(1) // makes what is made once
		if small, large := work(2000), work(8000); large > 6*small {
			t.Errorf("%s: %d bytes for 2000 turns, %d for 8000", c.name, small, large)
		}
	}
}

// TestGrowingInActors has several threads append to one string at the same time.
func TestGrowingInActors(t *testing.T) {
	run(t, []program{{name: "one string", source: `
actor Grower {
    var text: string;
    receive fn add(n: i64, part: string) -> string {
        let old = clone text;
        for i in 0 .. n { text = text + part; text += "."; }
        if old != text.slice(0, old.len()) { panic("the old string has changed"); }
        clone text
    }
}
fn main() {
    var s = "";
    for i in 0 .. 700 { s += "-"; }
    let all: Vec<LocalPid<Grower>> = Vec::new();
    for i in 0 .. 4 { all.push(spawn Grower(text: s)); }
    for i in 0 .. 300 { s += "m"; }
    for r in 0 .. 3 {
        let (a, b, c, d) = join { all[0].add(50, "a"), all[1].add(50, "b"), all[2].add(50, "c"), all[3].add(50, "d") };
        for i in 0 .. 50 { s += "m"; }
        println(a.slice(698 + r * 100, 704 + r * 100) + b.slice(698 + r * 100, 704 + r * 100));
        println(c.replace("c.", "").len() + d.replace("d.", "").len());
    }
    println(s.replace("-", "").len());
}
`, stdout: "--a.a.--b.b.\n1400\na.a.a.b.b.b.\n1400\na.a.a.b.b.b.\n1400\n450\n"}})
}
