package eval_test

import (
	"testing"

	"hewq/native"
)

// failing is a module whose calls fail if they are told to.
func failing() native.Module {
	fail := func(c *native.Call, fails bool) (int32, error) {
		c.Actor.Failure = nil
		if !fails {
			return 0, nil
		}
		c.Actor.Failure = &native.Failure{Place: c.Place(), Text: "failed\n"}
		return -1, nil
	}
	return native.Module{
		Path: "std::failing",
		Stub: `
pub fn try_it(fails: bool) -> Result<i64, string> {
    inner(fails)
}

fn inner(fails: bool) -> Result<i64, string> {
    if unsafe { hew_fail(fails) } < 0 { Err("no") } else { Ok(1) }
}

extern "C" {
    fn hew_fail(fails: bool) -> i32;
}
`,
		Funcs: func() native.Funcs { return native.Funcs{"hew_fail": native.F1(fail)} },
	}
}

// Which results count as thrown away, and where the call is that is told.
func TestUnlooked(t *testing.T) {
	const helpers = `
fn other(fails: bool) -> Result<i64, string> { if fails { Err("of its own") } else { Ok(1) } }
fn helper(fails: bool) -> Result<i64, string> {
    failing.try_it(fails)
}
fn question(fails: bool) -> Result<i64, string> {
    let n = failing.try_it(fails)?;
    Ok(n)
}
fn tail() { failing.try_it(true) }
fn tails(early: bool) {
    if early { return; }
    match early {
        true => failing.try_it(true),
        false => failing.try_it(true),
    }
}
fn branches(n: i64) {
    if n == 1 { return; }
    if n == 2 { failing.try_it(true) } else { failing.try_it(false) }
}
fn nested(n: i64) {
    let fails = n > 0;
    {
        match n {
            1 => { failing.try_it(fails) },
            _ => { unsafe { failing.try_it(fails) } },
        }
    }
}
`
	cases := []struct {
		name, body string
		told       string // the places
	}{
		{"a statement", "failing.try_it(true);", "4:1"},
		{"a success", "failing.try_it(false);", ""},
		{"let _", "let _ = failing.try_it(true);", "4:9"},
		{"an unused variable", "let unused = failing.try_it(true);", "4:14"},
		{"a variable that is looked at", "let used = failing.try_it(true); println(used.is_ok());", ""},
		{"a variable that is looked at elsewhere", "let used = failing.try_it(true); if 1 > 2 { println(used.is_ok()); }", ""},
		{"a match", "match failing.try_it(true) { Ok(_) => {}, Err(_) => {} }", ""},
		{"a match of a function's", "match helper(true) { Ok(_) => {}, Err(_) => {} }", ""},
		{"is_err", "if failing.try_it(true).is_err() { println(1); }", ""},
		{"is_err, thrown away", "let _ = failing.try_it(true).is_err();", ""},
		{"if let", "if let Ok(n) = failing.try_it(true) { println(n); }", ""},
		{"an arm", "match 1 { 1 => failing.try_it(true), _ => failing.try_it(false) };", "4:16"},
		{"a branch", "if 1 < 2 { failing.try_it(true) } else { failing.try_it(false) };", "4:12"},
		{"a block", "{ failing.try_it(true); };", "4:3"},
		{"a loop", "for i in 0 .. 3 { let _ = failing.try_it(i == 1); }", "4:27"},
		{"a function that passes it on", "let _ = helper(true);", "9:5"},
		{"a question mark, thrown away", "let _ = question(true);", "12:13"},
		{"a question mark, matched", "match question(true) { Ok(_) => {}, Err(_) => {} }", ""},
		{"the tail of a function without a result", "tail();", "15:13"},
		{"the tails of arms", "tails(false);", "20:18"},
		{"a return before the tail", "tails(true); branches(1);", ""},
		{"the tail of a branch", "branches(2); branches(3);", "25:17"},
		{"tails in blocks", "nested(0); nested(1);", "31:20"},
		{"tails in more blocks", "nested(0); nested(2);", "32:29"},
		{"the tail of a closure without a result", "let f: fn(bool) = |fails| { failing.try_it(fails); }; f(true);", "4:29"},
		{"deferred", "defer failing.try_it(true); println(1);", "4:7"},
		{"an Err of something else", "let _ = other(true);", ""},
		{"an Err of something else, later", "match failing.try_it(true) { Ok(_) => {}, Err(_) => {} } let _ = other(true);", ""},
		{"an Err of something else, in between", "match failing.try_it(true) { Ok(_) => {}, Err(_) => {} } let _ = other(failing.try_it(false).is_ok());", ""},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, stderr, status := execute(t, t.Context(), "import std::failing;\n\nfn main() {\n"+tc.body+"\n}\n"+helpers, failing())
			want := ""
			if tc.told != "" {
				want = "test.hew:" + tc.told + ": note: failed\n"
			}
			if stderr != want || status != 0 {
				t.Errorf("status %d, people are told %q, want %q", status, stderr, want)
			}
		})
	}
}
