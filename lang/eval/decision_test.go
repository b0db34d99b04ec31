package eval_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// A matched is a value of a type that TestDecisions matches.
type matched struct {
	typ   *matchType
	tag   int // of a variant
	n     int64
	text  string
	parts []matched
}

// A matchType is an integer, a string, a tuple, or an enum.
type matchType struct {
	name     string
	numbers  []int64
	texts    []string
	tuple    []*matchType
	variants []matchVariant
}

type matchVariant struct {
	name    string
	payload []*matchType
}

var (
	matchInt   = &matchType{name: "i64", numbers: []int64{-3, 0, 1, 2, 3, 1 << 40, -1 << 63}}
	matchByte  = &matchType{name: "u64", numbers: []int64{0, 1, 7, 8, 9, 200}}
	matchText  = &matchType{name: "string", texts: []string{"", "a", "ab", "é"}}
	matchInner = &matchType{name: "Inner", variants: []matchVariant{{"P", nil}, {"Q", []*matchType{matchText}}, {"R", []*matchType{matchInt, matchByte}}}}
	matchPair  = &matchType{name: "(i64, Inner)", tuple: []*matchType{matchInt, matchInner}}
	matchOuter = &matchType{name: "Outer", variants: []matchVariant{{"A", nil}, {"B", []*matchType{matchInt}}, {"C", []*matchType{matchInner, matchInt}}, {"D", []*matchType{matchPair}}}}
	matchTypes = []*matchType{matchInt, matchByte, matchText, matchInner, matchPair, matchOuter}
)

func (t *matchType) decl() string {
	var vs []string
	for _, v := range t.variants {
		var ps []string
		for _, p := range v.payload {
			ps = append(ps, p.name)
		}
		s := v.name
		if len(ps) > 0 {
			s += "(" + strings.Join(ps, ", ") + ")"
		}
		vs = append(vs, s+";")
	}
	return fmt.Sprintf("enum %s { %s }\n", t.name, strings.Join(vs, " "))
}

func number(n int64) string {
	if n == -1<<63 {
		return "-9223372036854775807 - 1"
	}
	return fmt.Sprint(n)
}

func (t *matchType) random(r *rand.Rand) matched {
	v := matched{typ: t}
	parts := t.tuple
	switch {
	case t.numbers != nil:
		v.n = t.numbers[r.IntN(len(t.numbers))]
	case t.texts != nil:
		v.text = t.texts[r.IntN(len(t.texts))]
	case t.variants != nil:
		v.tag = r.IntN(len(t.variants))
		parts = t.variants[v.tag].payload
	}
	for _, p := range parts {
		v.parts = append(v.parts, p.random(r))
	}
	return v
}

func (v matched) String() string {
	var parts []string
	for _, p := range v.parts {
		parts = append(parts, p.String())
	}
	in := "(" + strings.Join(parts, ", ") + ")"
	switch {
	case v.typ.numbers != nil:
		return number(v.n)
	case v.typ.texts != nil:
		return fmt.Sprintf("%q", v.text)
	case v.typ.tuple != nil:
		return in
	case len(parts) == 0:
		return v.typ.name + "::" + v.typ.variants[v.tag].name
	}
	return v.typ.name + "::" + v.typ.variants[v.tag].name + in
}

// A matchPattern is a pattern with what it means.
type matchPattern struct {
	text  string
	fits  func(v matched, bound *[]int64) bool
	binds int // how many numbers it binds, to n0 and so on
}

// pattern makes a pattern for values of type t; its variables have numbers from binds on.
func (t *matchType) pattern(r *rand.Rand, depth, binds int, mayBind bool) matchPattern {
	switch {
	case depth > 0 && r.IntN(5) == 0:
		a, b := t.pattern(r, depth-1, 0, false), t.pattern(r, depth-1, 0, false)
		return matchPattern{a.text + " | " + b.text, func(v matched, bound *[]int64) bool { return a.fits(v, bound) || b.fits(v, bound) }, 0}
	case depth == 0 || r.IntN(5) == 0:
		if t.name == "i64" && mayBind && r.IntN(2) == 0 {
			return matchPattern{fmt.Sprintf("n%d", binds), func(v matched, bound *[]int64) bool { *bound = append(*bound, v.n); return true }, 1}
		}
		return matchPattern{"_", func(matched, *[]int64) bool { return true }, 0}
	}
	want := t.random(r)
	for want.n == -1<<63 {
		want = t.random(r)
	}
	if t.numbers != nil || t.texts != nil {
		return matchPattern{want.String(), func(v matched, _ *[]int64) bool { return v.n == want.n && v.text == want.text }, 0}
	}
	types := t.tuple
	if t.variants != nil {
		types = t.variants[want.tag].payload
	}
	var parts []matchPattern
	var texts []string
	n := 0
	for _, p := range types {
		part := p.pattern(r, depth-1, binds+n, mayBind)
		n += part.binds
		parts, texts = append(parts, part), append(texts, part.text)
	}
	text := "(" + strings.Join(texts, ", ") + ")"
	if t.variants != nil {
		if text = t.name + "::" + t.variants[want.tag].name + text; len(parts) == 0 {
			text = t.name + "::" + t.variants[want.tag].name
		}
	}
	return matchPattern{text, func(v matched, bound *[]int64) bool {
		if v.tag != want.tag {
			return false
		}
		for i, p := range parts {
			if !p.fits(v.parts[i], bound) {
				return false
			}
		}
		return true
	}, n}
}

// TestDecisions holds that a match takes the first arm whose pattern fits and whose guard holds, and binds
// what the pattern says, for patterns and values made at random.
func TestDecisions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var source, main, want strings.Builder
	source.WriteString(matchInner.decl() + matchOuter.decl())
	source.WriteString("fn asked(log: Vec<i64>, n: i64, holds: bool) -> bool { log.push(n); holds }\n")
	for i := range 150 {
		typ := matchTypes[r.IntN(len(matchTypes))]
		arms := make([]matchPattern, 1+r.IntN(9))
		guards := make([]int, len(arms)) // 0: none, 1: holds, 2: does not, 3: if the first number is above 1
		fmt.Fprintf(&source, "fn m%d(v: %s, log: Vec<i64>) -> i64 {\n match v {\n", i, typ.name)
		for j := range arms {
			arms[j] = typ.pattern(r, 3, 0, true)
			var sum strings.Builder
			fmt.Fprint(&sum, j*100)
			for k := range arms[j].binds {
				fmt.Fprintf(&sum, " &+ n%d", k)
			}
			guard := ""
			switch guards[j] = r.IntN(5); guards[j] {
			case 1, 2:
				guard = fmt.Sprintf(" if asked(log, %d, %v)", j, guards[j] == 1)
			case 3:
				if arms[j].binds == 0 {
					guards[j] = 0
					break
				}
				guard = " if n0 > 1"
			}
			fmt.Fprintf(&source, "  %s%s => %s,\n", arms[j].text, guard, sum.String())
		}
		source.WriteString("  _ => -1,\n }\n}\n")
		for range 12 {
			v := typ.random(r)
			result, log := int64(-1), 0
			for j, arm := range arms {
				var bound []int64
				if !arm.fits(v, &bound) {
					continue
				}
				if guards[j] == 1 || guards[j] == 2 {
					log++
				}
				if guards[j] == 2 || guards[j] == 3 && bound[0] <= 1 {
					continue
				}
				result = int64(j * 100)
				for _, n := range bound {
					result += n
				}
				break
			}
			fmt.Fprintf(&main, "if true { let log: Vec<i64> = Vec::new(); let r = m%[1]d(%[2]s, log); println(f\"%[1]d {r} {log.len()}\"); }\n", i, v)
			fmt.Fprintf(&want, "%d %d %d\n", i, result, log)
		}
	}
	stdout, stderr, status := execute(t, t.Context(), source.String()+"fn main() {\n"+main.String()+"}\n")
	if stdout == want.String() && stderr == "" && status == 0 {
		return
	}
	got, wants := strings.Split(stdout, "\n"), strings.Split(want.String(), "\n")
	for i := range wants {
		if i >= len(got) || got[i] != wants[i] {
			line := strings.Split(main.String(), "\n")[i]
			t.Fatalf("got %q, want %q\n%s\nstatus %d\n%s", got[min(i, len(got)-1)], wants[i], line, status, stderr)
		}
	}
	t.Fatal(status, stderr)
}
