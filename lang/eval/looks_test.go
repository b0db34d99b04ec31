package eval_test

import (
	"fmt"
	"strings"
	"testing"
)

// lexing has records with more than numbers in them, and functions that look at these or keep them.
const lexing = `type At { line: i64; column: i64 }
type Cursor { text: string; at: i64; seen: Vec<i64>; place: At; grid: [i64; 2]; kind: Option<string> }
type Reader { text: string; at: i64; seen: Vec<i64>; kind: Option<string>; place: At }
fn reader(text: string) -> Reader { Reader { text: text, at: 0, seen: Vec::new(), kind: None, place: At { line: 1, column: 1 } } }
fn cursor(text: string) -> Cursor { Cursor { text: text, at: 0, seen: Vec::new(), kind: None, place: At { line: 1, column: 1 }, grid: [0, 0] } }
fn kept(r: Reader) -> Reader { r }
fn told(n: i64) -> i64 { print(f"{n} "); n }
fn past(text: string, at: i64, by: i64) -> i64 { if at + by > text.len() { -1 } else { text.char_at(at + by) } }
impl Reader {
    fn peek(self) -> i64 { if self.at < self.text.len() { self.text.char_at(self.at) } else { -1 } }
    fn ahead(self, by: i64) -> i64 { past(self.text, self.at, by) }
    fn rest(self) -> string { self.text.slice(self.at, self.text.len()) }
    fn eaten(self) -> string { self.text[0..self.at] }
    fn sum(self) -> i64 { var s = self.at; for i in 0 .. self.seen.len() { s += self.seen.get(i); } s }
    fn named(self) -> Option<string> { self.kind }
    fn spot(self) -> At { self.place }
    fn same(self) -> Reader { self }
    fn through(self) -> Reader { kept(self) }
    fn later(self) -> fn() -> i64 { move || self.at * 100 + self.text.len() }
    fn paired(self) -> (i64, Reader) { (self.at, self) }
    fn step(var self) -> i64 { self.at += 1; self.place.column += 1; self.seen.push(self.at); self.at }
    fn room(self) -> i64 { self.text.len() - 9223372036854775807 - self.at - 5 }
}
impl Cursor {
    fn cells(self) -> [i64; 2] { self.grid }
    fn cell(self, i: i64) -> i64 { self.grid[i] * 10 + self.text.len() }
}
`

// TestLookedAt holds that a record that a function only looks at is what it is when the function is
// called, and that one that it keeps stays as it was.
func TestLookedAt(t *testing.T) {
	run(t, []program{
		{name: "what is looked at", source: lexing + `fn main() { var r = reader("abc"); r.step(); println(r.peek()); println(r.ahead(1)); println(r.rest()); println(r.eaten()); println(r.sum()); r.at = 3; println(r.peek()); println(r.ahead(1)); println(r.rest() == ""); }`, stdout: "98\n99\nbc\na\n2\n-1\n-1\ntrue\n"},
		{name: "what is kept", source: lexing + `fn main() { var r = reader("abc"); let a = r.same(); let b = r.through(); let c = r.later(); let (_, d) = r.paired(); let e = kept(r); let all = [r.same(), kept(r)]; r.step(); r.text = "longer"; println(f"{a.at} {b.at} {c()} {d.at} {e.at} {all[0].text} {all[1].at} {r.at}"); }`, stdout: "0 0 3 0 0 abc 0 1\n"},
		{name: "a record in it", source: lexing + `fn main() { var r = reader("abc"); let before = r.spot(); r.step(); let after = r.spot(); r.place.column = 9; println(f"{before.column} {after.column} {r.spot().column}"); }`, stdout: "1 2 9\n"},
		{name: "an array in it", source: lexing + `fn main() { var c = cursor("abc"); c.grid[1] = 5; let cells = c.cells(); c.grid[1] = 7; println(f"{cells[1]} {c.cell(1)} {c.cell(0)}"); }`, stdout: "5 73 3\n"},
		{name: "an enum in it", source: lexing + `fn main() { var r = reader("abc"); r.kind = Some("x"); let before = r.named(); r.kind = Some("y"); println(f"{before.unwrap()} {r.named().unwrap()}"); }`, stdout: "x y\n"},
		{name: "another argument changes it", source: lexing + `fn two(r: Reader, n: i64) -> i64 { r.at * 10 + n + r.text.len() * 0 } fn main() { var r = reader("abc"); println(two(r, r.step())); println(two(r, told(r.at))); println(r.ahead(r.step() - 2)); println(r.ahead({ r.at = 0; 1 })); }`, stdout: "1\n1 11\n98\n-1\n"},
		{name: "in a loop", source: lexing + `fn main() { var r = reader("a b"); var s = 0; while r.peek() >= 0 { s = s * 10 + r.peek() % 10; r.step(); } let all: Vec<Reader> = Vec::new(); for _ in 0 .. 3 { r.at -= 1; all.push(r.same()); } println(f"{s} {all[0].at} {all[1].at} {all[2].at}"); }`, stdout: "728 2 1 0\n"},
		{name: "a trap", status: 1, source: lexing + `fn main() { var r = reader("abc"); r.step(); println(r.room()); }`, stderr: "trap: integer overflow\ntest.hew:22:28:\n"},
	})
	_, stderr, _ := execute(t, t.Context(), lexing+"fn main() {\n    var r = reader(\"abc\");\n    r.step();\n    println(r.room());\n}\n")
	if want := "in Reader.room\n  test.hew:31:13  in main\n"; !strings.HasSuffix(stderr, want) {
		t.Errorf("got\n%s\nwant it to end with\n%s", stderr, want)
	}
}

// TestTextInFields holds that lengths and bytes of strings in fields are those of the strings.
func TestTextInFields(t *testing.T) {
	const lib = `type R { n: i64; text: string; at: i64; inner: Inner }
type Inner { name: string; k: u8 }
fn r(s: string) -> R { R { n: 1, text: clone s, at: 1, inner: Inner { name: s + s, k: 2 } } }
fn len(r: R) -> i64 { r.text.len() }
fn byte(r: R) -> i64 { r.text.char_at(r.at) }
actor A { var text: string; let at: i64; receive fn grow(s: string) -> i64 { text = text + s; if at < text.len() { text.char_at(at) * 100 + text.len() } else { -1 } } }
`
	run(t, []program{
		{name: "lengths", source: lib + `fn main() { let a = r("abc"); var b = r(""); println(f"{a.text.len()} {b.text.len()} {a.inner.name.len()} {len(a)} {a.text.len() + b.text.len() - a.n}"); if a.n < a.text.len() && a.inner.name.len() > a.text.len() && b.text.len() == 0 { b.text = "xy"; b.inner.name = "é"; println(f"{b.text.len() * 2} {b.inner.name.len()} {len(b)}"); } for i in 0 .. a.text.len() { print(i); } var s = 0; s += a.text.len(); s -= b.text.len(); println(s); }`, stdout: "3 0 6 3 2\n4 2 2\n0121\n"},
		{name: "bytes", source: lib + `fn main() { let a = r("abc"); var i = 2; println(f"{a.text.char_at(i)} {a.text.char_at(a.at)} {a.text.char_at(a.n + 1)} {a.text.char_at(0)} {byte(a)} {a.text.char_at(3)} {a.text.char_at(-1)} {a.inner.name.char_at(5)} {a.text.char_at({ i = 0; i })}"); }`, stdout: "99 98 99 97 98 -1 -1 99 97\n"},
		{name: "of an actor", source: lib + `fn main() { let a = spawn A(text: "", at: 2); println((await a.grow("ab")).unwrap()); println((await a.grow("c")).unwrap()); }`, stdout: "-1\n9903\n"},
		{name: "an overflow", status: 1, source: lib + "fn main() {\n    let a = r(\"abc\");\n    println(9223372036854775805 + a.text.len());\n}\n", stderr: "trap: integer overflow\ntest.hew:9:13:\n"},
	})
}

// TestLookedAtIsNotCopied holds that looking at a record allocates nothing.
func TestLookedAtIsNotCopied(t *testing.T) {
	for _, look := range []string{"r.peek()", "r.ahead(0)", "r.sum()", "r.rest().len()", "r.eaten().len()"} {
		t.Run(look, func(t *testing.T) {
			program := func(turns int) string {
				return lexing + inMain(fmt.Sprintf("var r = reader(\"abc\"); r.step(); var s = 0; for i in 0..%d { s += %s; r.at = 1; } println(s);", turns, look))
			}
			few, many := allocated(t, program(10)), allocated(t, program(10_010))
			if per := float64(many-few) / 10_000; per > 8 { // a copy takes 80 or more
				t.Errorf("a turn allocates %.1f bytes", per)
			}
		})
	}
}
