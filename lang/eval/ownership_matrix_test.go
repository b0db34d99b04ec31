package eval_test

// Who owns what is a matrix: every shape, on every way, left by every exit. Each program that this
// makes closes each resource once, or is refused with a sentence, and then its correction does.

import (
	"flag"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"hewq/internal/golden"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/lang/flow"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/native"
	"hewq/stdlib"
)

var whole = flag.Bool("matrix", false, "run the whole matrix of ownership, not a part of it")

// A matrixCase is one program of the matrix, a function beside others.
type matrixCase struct {
	shape     shape
	way       way
	exit      exit
	place     int
	corrected bool
	text      string
	refused   string // why the checker refuses it
}

func (c *matrixCase) String() string {
	s := fmt.Sprintf("%s / %s / %s %d", c.shape.name, c.way.name, c.exit.name, c.place)
	if c.corrected {
		s += " / corrected"
	}
	return s
}

func (c *matrixCase) items() string {
	if c.corrected {
		return c.way.insteadItems
	}
	return c.way.items
}

func TestOwnership(t *testing.T) {
	all := make([]map[string]refusal, len(shapes))
	t.Run("shapes", func(t *testing.T) {
		for i, s := range shapes {
			t.Run(s.name, func(t *testing.T) {
				t.Parallel()
				all[i] = matrixOf(t, s, i)
			})
		}
	})
	if (!t.Failed() || golden.Update()) && !*whole && !slow {
		golden.Check(t, "testdata/ownership/refused.txt", refusals(all))
	}
}

// A refusal is why the checker refuses a way.
type refusal struct {
	program, said string
}

// refusals tells for each way what the checker says of it, with the correction, and for which shapes
// if these are not all.
func refusals(all []map[string]refusal) string {
	var b strings.Builder
	for _, w := range ways {
		var first refusal
		var names []string
		tried := 0
		for i, s := range shapes {
			if w.only == nil || w.only(s) {
				tried++
			}
			if r, ok := all[i][w.name]; ok {
				names = append(names, s.name)
				if first.said == "" {
					first = r
				}
			}
		}
		if len(names) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s\n    %s\n%s", w.name, first.program, first.said)
		if len(names) < tried {
			fmt.Fprintf(&b, "    for %d shapes of %d\n", len(names), tried)
		}
		fmt.Fprintf(&b, "    because %s; instead:\n    %s\n", w.why, strings.TrimSpace(w.insteadItems+" "+w.instead))
	}
	return b.String()
}

// matrixOf runs the programs of a shape, and gives the ways that are refused.
func matrixOf(t *testing.T, s shape, row int) map[string]refusal {
	tell := &teller{told: map[string]*fault{}}
	var all []*matrixCase
	for i, w := range ways {
		if w.only == nil || w.only(s) {
			all = append(all, casesOf(s, w, row+i, w.text, false)...)
		}
	}
	refused := map[string]refusal{}
	var accepted, corrected []*matrixCase
	refuse(t, s, all)
	for _, c := range all {
		_, seen := refused[c.way.name]
		switch {
		case c.refused == "":
			accepted = append(accepted, c)
		case c.way.instead == "":
			tell.about(c, "refused, and there is no correction: "+c.refused)
		case !seen:
			refused[c.way.name] = refusal{strings.TrimSpace(c.items() + " " + c.text), c.refused}
			corrected = append(corrected, casesOf(s, c.way, row, c.way.instead, true)...)
		}
	}
	t.Logf("%d programs, %d refused, %d corrected", len(all), len(all)-len(accepted), len(corrected))
	balance(t, s, accepted, tell)
	balance(t, s, corrected, tell)
	tell.all(t)
	return refused
}

// casesOf are the programs that a way makes. Without -matrix each is left by some of the exits, others
// for the next shape and the next way.
func casesOf(s shape, w way, turn int, text string, corrected bool) []*matrixCase {
	var all []*matrixCase
	for i, e := range exits {
		if slow && turn%7 != 0 || e.some && w.name != "end of scope" || !*whole && i > 0 && (turn+i)%23 != 0 {
			continue
		}
		for i, body := range e.left(text) {
			all = append(all, &matrixCase{shape: s, way: w, exit: e, place: i, corrected: corrected, text: body})
		}
	}
	return all
}

// expand writes the shape into a text of a way. The numbers of its resources begin with n.
func (s shape) expand(text string, n int) string {
	made := func(i int) string { return fmt.Sprintf("new_%s(%d)", s.id(), n*100+i*10) }
	text = strings.NewReplacer("$T", s.typ, "$S", s.id(), "$made", s.made,
		"$1", made(1), "$2", made(2), "$3", made(3)).Replace(text)
	var b strings.Builder
	for {
		i := strings.Index(text, "look(")
		if i < 0 || i > 0 && isWord(text[i-1]) {
			if i < 0 {
				return b.String() + text
			}
			b.WriteString(text[:i+5])
			text = text[i+5:]
			continue
		}
		end, depth := i+5, 1
		for ; depth > 0; end++ {
			switch text[end] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		b.WriteString(text[:i])
		text = s.looks(text[i+5:end-1]) + text[end:]
	}
}

func isWord(b byte) bool { return b == '_' || b >= 'a' && b <= 'z' }

// matrixProgram is a program of cases, with the line on which each begins, what stands beside its
// function first, and that of its function.
func matrixProgram(s shape, cases []*matrixCase) (text string, lines, bodies []int) {
	var b strings.Builder
	line := 1
	write := func(text string) {
		b.WriteString(text)
		line += strings.Count(text, "\n")
	}
	write(exitItems + shapeItems + wayItems + s.expand(ownItems, 0))
	given := map[string]bool{}
	var crashes, calls strings.Builder
	for k, c := range cases {
		lines = append(lines, line)
		if items := c.items(); items != "" && !given[c.way.name] {
			given[c.way.name] = true
			write(s.expand(items, 1_000_000+k) + "\n")
		}
		bodies = append(bodies, line)
		write(oneCase(k, c))
		fmt.Fprintf(&calls, "println(\"case %d\");\n", k)
		runs := c.exit.runs
		if c.way.traps && runs == plainly {
			runs = crashing
		}
		switch runs {
		case plainly:
			fmt.Fprintf(&calls, "note(ended(case_%d()));\n", k)
		case crashing:
			fmt.Fprintf(&crashes, "%d => ended(case_%d()),\n", k, k)
			fmt.Fprintf(&calls, "{ let a = spawn Crash; note(replied(await a.run(%d))); }\n", k)
		case stopped:
			fmt.Fprintf(&calls, "scope { after(60s) {} fork { note(ended(case_%d())); }; }\n", k)
		}
		fmt.Fprintf(&calls, "println(\"end %d\");\n", k)
	}
	lines = append(lines, line)
	b.WriteString("fn ended(r: Result<i64, string>) -> i64 { match r { Ok(n) => n, Err(_) => -1 } }\n")
	b.WriteString("actor Crash { receive fn run(k: i64) -> i64 { match k {\n" + crashes.String() + "_ => 0 } } }\n")
	b.WriteString("fn main() {\n" + calls.String() + "}\n")
	return b.String(), lines, bodies
}

func oneCase(k int, c *matrixCase) string {
	return fmt.Sprintf("fn case_%d() -> Result<i64, string> {\n@outer: for turn in 0 .. 2 { for inner in 0 .. 2 {\n%s\n} } Ok(0) }\n", k, c.shape.expand(c.text, k+1))
}

// checked checks a program.
func checked(text string) (*flow.Analysis, []diag.Diagnostic) {
	file, ds := parser.ParseFile(source.New("matrix.hew", text))
	checker := check.New(module.New(stdlib.Modules))
	followed := flow.New(checker)
	_, more := checker.Check(file)
	return followed, append(ds, more...)
}

// refuse notes which cases the checker refuses.
func refuse(t *testing.T, s shape, cases []*matrixCase) {
	text, lines, bodies := matrixProgram(s, cases)
	_, ds := checked(text)
	for _, d := range ds {
		at := d.Span.Place()
		i, exact := slices.BinarySearch(lines, at.Line)
		if !exact {
			i--
		}
		if i < 0 || i >= len(cases) {
			t.Fatalf("%s: line %d: %s", s.name, at.Line, d.Message)
		}
		said := "    error: " + d.Message + "\n"
		for _, h := range d.Help {
			said += "    help: " + h + "\n"
		}
		said = regexp.MustCompile(`\d\d\d+`).ReplaceAllString(said, "N")
		for k, c := range cases {
			if c.refused == "" && (k == i || at.Line < bodies[i] && c.way.name == cases[i].way.name) {
				c.refused = said
			}
		}
	}
}

// balance runs cases and checks that each resource is closed once.
func balance(t *testing.T, s shape, cases []*matrixCase, tell *teller) {
	text, _, _ := matrixProgram(s, cases)
	followed, ds := checked(text)
	if len(ds) > 0 {
		refuse(t, s, cases)
		for _, c := range cases {
			if c.refused != "" {
				tell.about(c, "the correction is refused: "+c.refused)
			}
		}
		return
	}
	var out, stderr strings.Builder
	var status int
	synctest.Test(t, func(t *testing.T) {
		env := &native.Env{Lookup: func(string) (string, bool) { return "", false }, Stdout: &out, Stderr: &stderr}
		status, _ = eval.Run(t.Context(), followed, env) // the error is on stderr as well
	})
	led := newLedger()
	at := -1
	for line := range strings.Lines(out.String()) {
		var n int
		line = strings.TrimSpace(line)
		if scan(line, "case ", &n) {
			at = n
			continue
		}
		if scan(line, "end ", &n) {
			if !cases[n].way.late {
				led.ended(n)
			}
			continue
		}
		led.line(at, line)
	}
	led.finished()
	for k, c := range cases {
		for _, said := range led.wrong[k] {
			tell.about(c, said)
		}
	}
	if status != 0 {
		t.Errorf("status %d at %s:\n%s", status, cases[at], stderr.String()[max(0, stderr.Len()-2000):])
	}
}

func scan(line, word string, n *int) bool {
	rest, ok := strings.CutPrefix(line, word)
	if !ok {
		return false
	}
	_, err := fmt.Sscan(rest, n)
	return err == nil
}

// A ledger has what became of resources, by their number.
type ledger struct {
	open   map[int]int // how many there are
	madeBy map[int]int // in which case
	wrong  map[int][]string
}

func newLedger() *ledger {
	return &ledger{open: map[int]int{}, madeBy: map[int]int{}, wrong: map[int][]string{}}
}

func (l *ledger) line(at int, line string) {
	var n int
	switch {
	case scan(line, "made ", &n):
		l.open[n]++
		l.madeBy[n] = at
	case scan(line, "closed ", &n):
		if l.open[n]--; l.open[n] < 0 {
			l.say(n, "closed twice")
			l.open[n] = 0
		}
	case scan(line, "used ", &n):
		if l.open[n] <= 0 {
			l.say(n, "used after it was closed")
		}
	default:
		l.wrong[at] = append(l.wrong[at], "printed "+line)
	}
}

func (l *ledger) say(n int, what string) {
	k := l.madeBy[n]
	said := fmt.Sprintf("%02d is %s", n%100, what)
	if !slices.Contains(l.wrong[k], said) {
		l.wrong[k] = append(l.wrong[k], said)
	}
}

// ended checks that nothing is left of what case k has made.
func (l *ledger) ended(k int) {
	for n, by := range l.madeBy {
		if by == k && l.open[n] > 0 {
			l.say(n, "never closed")
			l.open[n] = 0
		}
	}
}

func (l *ledger) finished() {
	for n := range l.madeBy {
		if l.open[n] > 0 {
			l.say(n, "never closed")
		}
	}
}

// A teller tells what is wrong with ways, once for the exits that show it.
type teller struct {
	told map[string]*fault
	keys []string
}

type fault struct {
	first *matrixCase
	said  string
	exits []string
}

func (tell *teller) about(c *matrixCase, said string) {
	key := said
	if c.corrected {
		key += " (corrected)"
	}
	key = c.shape.name + " / " + c.way.name + ": " + key
	if tell.told[key] == nil {
		tell.told[key] = &fault{first: c, said: said}
		tell.keys = append(tell.keys, key)
	}
	tell.told[key].exits = append(tell.told[key].exits, fmt.Sprintf("%s %d", c.exit.name, c.place))
}

func (tell *teller) all(t *testing.T) {
	for _, key := range tell.keys {
		f := tell.told[key]
		if why := knownFault(f.first, f.said); why != "" {
			t.Logf("%s: %s", key, why)
			continue
		}
		t.Errorf("%s\nby %s\n%s\n%s", key, strings.Join(f.exits, ", "), f.first.text, f.first.items())
	}
}
