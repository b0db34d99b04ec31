package eval_test

import (
	"fmt"
	"strings"
	"testing"
)

// elementHead declares what the places of TestPlacesOfNumbers are in; T stands for the type of the number.
const elementHead = `type Row { name: string; v: Vec<T>; a: [T; 3]; }
type Pair { a: T; b: T; }
type Mixed { name: string; a: T; b: T; }
type Nest { n: i64; part: Pair; }
type Deep { row: Row; part: Pair; }
fn same(x: T) -> T { x }
fn at(i: i64) -> i64 { i }
fn expect(got: T, want: T, what: string) { if got != want { println(what); } }
actor Keeper {
    var v: Vec<T> = [ONE, ONE, ONE];
    var n: T = ONE;
    receive fn go() -> i64 {
        let i = 1; let b = same(B);
BODY
        0
    }
}
impl Row {
    fn change(var self) {
        let i = 1; let b = same(B);
METHOD
    }
}
`

// numberPlaces are ways to write a place with a number.
var numberPlaces = []string{
	"v[i]", "v[at(1)]", "v[j + 1]", "v[i - 1]", "(v[i])", "r.v[i]", "r.v[at(1)]", "r.v[j + 1]", "rows[j][i]", "rows[at(0)][i]",
	"rows[j][at(1)]", "rows[j][j + 1]", "arr[i]", "arr[at(2)]", "r.a[i]", "many[j].v[i]", "many[j].a[i]", "same_rows(rows)[j][i]",
	"p.a", "q.b", "ps[i].b", "ps[at(1)].b", "ps[j + 1].a", "ns[i].part.a", "ns[at(1)].part.b", "n.part.b", "d.row.v[i]", "d.row.a[i]", "d.part.b", "qs[i].b", "ds[i].part.a",
}

// numberValues are ways to write a value: an operand of each form, and one that may change things.
var numberValues = []string{"B", "b", "p2.b", "w[i]", "(b & +ZERO)", "same(b)"}

// TestPlacesOfNumbers holds that `place op= value` gives what the operator gives, and that assignments store what
// is read again, for numbers of all types in all kinds of places.
func TestPlacesOfNumbers(t *testing.T) {
	ops := []string{"+", "-", "*", "/", "%"}
	for _, typ := range []string{"i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64"} {
		t.Run(typ, func(t *testing.T) {
			t.Parallel()
			ops, one, a, b := ops, "1", "17", "3"
			plus := "&+"
			if typ[0] == 'f' {
				one, a, b, plus = "1.0", "17.25", "3.5", "+"
			} else {
				ops = append(ops[:len(ops):len(ops)], "&", "|", "^", "<<", ">>")
			}
			set := strings.NewReplacer("& +", plus+" ", "ZERO", strings.Replace(one, "1", "0", 1), "ONE", one, "B", b)
			lines := func(places ...string) string {
				var body strings.Builder
				for _, place := range places {
					fmt.Fprintf(&body, "%[1]s = %[2]s; expect(%[1]s, same(%[2]s), \"%[1]s\"); %[1]s = same(%[3]s); expect(same(%[1]s) + %[1]s, same(%[3]s) + %[3]s, \"again %[1]s\");\n", place, a, one)
					for k, op := range ops {
						values := numberValues
						if k > 2 {
							values = []string{values[(k+len(place))%len(values)], "B"}
						}
						for _, x := range values {
							x := set.Replace(x)
							fmt.Fprintf(&body, "%[1]s = %[2]s; %[1]s %[3]s= %[4]s; expect(%[1]s, same(%[2]s) %[3]s same(%[5]s), \"%[1]s %[3]s= %[4]s\");\n", place, a, op, x, b)
						}
					}
				}
				return body.String()
			}
			const more = "let p2 = Pair { a: ONE, b: B }; let w: Vec<T> = [ONE, B];\n"
			text := strings.NewReplacer("BODY", more+lines("v[i]", "v[at(1)]", "n"), "METHOD", more+lines("self.v[i]", "self.a[i]", "self.v[at(1)]")).Replace(elementHead) +
				`fn same_rows(rows: Vec<Vec<T>>) -> Vec<Vec<T>> { rows }
fn row() -> Row { Row { name: "r", v: [ONE, ONE, ONE], a: [ONE, ONE, ONE] } }
fn pair() -> Pair { Pair { a: ONE, b: ONE } }
fn main() {
let i = 1; let j = 0; let b = same(B);
let v: Vec<T> = [ONE, ONE, ONE]; let rows: Vec<Vec<T>> = [[ONE, ONE], [ONE, ONE]]; var r = row(); let many = [row(), row()];
var arr: [T; 3] = [ONE, ONE, ONE]; var p = pair(); var q = Mixed { name: "q", a: ONE, b: ONE };
let ps: Vec<Pair> = [pair(), pair()]; let ns: Vec<Nest> = [Nest { n: 1, part: pair() }, Nest { n: 1, part: pair() }]; var n = Nest { n: 1, part: pair() };
var d = Deep { row: row(), part: pair() }; let qs: Vec<Mixed> = [clone q, clone q]; let ds: Vec<Deep> = [clone d, clone d];
` + more + lines(numberPlaces...) + `r.change(); let k = spawn Keeper(); let _ = await k.go();
expect(v[2] + r.v[2] + r.a[2] + rows[0][0] + rows[1][1] + ps[0].b + ns[0].part.b, same(ONE) + ONE + ONE + ONE + ONE + ONE + ONE, "neighbours");
expect(p.b + q.a + qs[0].b, same(ONE) + ONE + ONE, "fields beside");
}
`
			text = set.Replace(strings.ReplaceAll(text, "Vec<T>", "Vec<"+typ+">"))
			text = strings.NewReplacer("[T;", "["+typ+";", ": T", ": "+typ, "-> T", "-> "+typ).Replace(text)
			if stdout, stderr, status := execute(t, t.Context(), text); stdout+stderr != "" || status != 0 {
				t.Errorf("status %d\n%.2000s%.2000s", status, stdout, stderr)
			}
		})
	}
}

// TestPlacesOutOfRange holds that reading, storing and updating an element fail alike for all ways to find it.
func TestPlacesOutOfRange(t *testing.T) {
	const head = `type Row { name: string; v: Vec<T>; }
type Pair { a: T; b: T; }
fn at(i: i64) -> i64 { i }
fn use(x: T) -> T { x }
`
	const body = `let i = 2; let j = 0; let far = 9; let v: Vec<T> = [ONE, ONE]; let rows: Vec<Vec<T>> = [[ONE, ONE]];
var r = Row { name: "", v: [ONE, ONE] }; let ps = [Pair { a: ONE, b: ONE }, Pair { a: ONE, b: ONE }]; let many = [clone r];
`
	var programs []program
	for _, typ := range []string{"i64", "u8", "i16", "u32", "f32", "f64", "bool", "string", "Vec<i64>"} {
		one := map[byte]string{'f': "1.5", 'b': "true", 's': `"a"`, 'V': "[1]"}[typ[0]]
		if one == "" {
			one = "1"
		}
		for _, place := range []string{"v[i]", "v[at(2)]", "v[j - 1]", "r.v[i]", "r.v[at(2)]", "rows[j][i]", "rows[j][at(2)]", "rows[i][far]", "many[j].v[i]", "many[i].v[j]", "ps[i].a", "ps[at(2)].b", "v.get(i)", "rows[j].get(at(2))", "rows.get(i)[far]"} {
			lines := map[string]string{"read": "use(" + place + ");"}
			if !strings.Contains(place, "get") {
				lines["stored"] = place + " = use(ONE);"
				if typ[0] != 'b' && typ[0] != 'V' {
					lines["updated"] = place + " += ONE;"
					lines["updated by a call"] = place + " += use(ONE);"
				}
			}
			index, n, want := "2", 2, "trap: index out of range: index %s, length %d\n"
			switch {
			case strings.HasPrefix(place, "rows[i]"), strings.HasPrefix(place, "many[i]"):
				n = 1
			case strings.Contains(place, "- 1"):
				index = "-1"
			}
			if want = fmt.Sprintf(want, index, n); strings.Contains(place, "get") {
				want = "PANIC: Vec index out of bounds\n"
			}
			for how, line := range lines {
				text := strings.ReplaceAll(head, ": T", ": "+typ) + inMain(body+line)
				text = strings.NewReplacer("Vec<T>", "Vec<"+typ+">", "-> T", "-> "+typ, "ONE", one).Replace(text)
				col := 1 + strings.Index(line, strings.TrimSuffix(place, ".a"))
				programs = append(programs, program{name: typ + " " + place + " " + how, source: text, status: 1, stderr: fmt.Sprintf("%stest.hew:8:%d:", want, col)})
			}
		}
	}
	run(t, programs)
}
