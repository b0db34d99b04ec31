// Package mutate makes programs of programs, most of which are wrong in one place: what a checker and an
// evaluator must survive.
package mutate

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
)

// A Program is a source cut into tokens.
type Program struct {
	Name string
	Text string

	words []word
}

// A word is a token that counts.
type word struct {
	kind       token.Type
	text       string
	start, end int // in Text
}

// Parse cuts a source into tokens.
func Parse(name, text string) *Program {
	p := &Program{Name: name, Text: text}
	for _, t := range parser.Tokens(source.New(name, text)) {
		if !t.EOF() && !token.IsElided(t.Type) {
			p.words = append(p.words, word{t.Type, t.Value, t.Start(), t.End()})
		}
	}
	return p
}

// Corpus reads all Hew programs below dir: files, and those in txtar archives.
func Corpus(dir string) ([]*Program, error) {
	var all []*Program
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		ext := filepath.Ext(path)
		if ext != ".hew" && ext != ".txtar" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for name, text := range programs(path, string(text)) {
			if p := Parse(name, text); len(p.words) > 8 && len(p.words) < 4000 {
				all = append(all, p)
			}
		}
		return nil
	})
	slices.SortFunc(all, func(a, b *Program) int { return strings.Compare(a.Name, b.Name) })
	return all, err
}

// programs are the programs in a file, by name.
func programs(path, text string) map[string]string {
	if filepath.Ext(path) == ".hew" {
		return map[string]string{path: text}
	}
	found := map[string]string{}
	name, from := "", 0
	keep := func(to int) {
		if strings.HasSuffix(name, ".hew") {
			found[path+":"+name] = text[from:to]
		}
	}
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		if strings.HasPrefix(line, "-- ") && strings.HasSuffix(line, " --") {
			keep(at)
			name, from = line[3:len(line)-3], at+len(line)+1
		}
		at += len(line) + 1
	}
	keep(len(text))
	return found
}

// Mutate makes a program of p and parts of other, as r decides.
func Mutate(r *rand.Rand, p, other *Program) string {
	text := p.Text
	for range 1 + r.IntN(3) {
		q := Parse(p.Name, text)
		if len(q.words) < 2 {
			break
		}
		text = mutations[r.IntN(len(mutations))](r, q, other)
	}
	return text
}

var mutations = []func(r *rand.Rand, p, other *Program) string{
	remove, double, exchange, replace, replace, rename, rename, wrap, splice, splice, number, unwrap,
}

// replaced is the program with what is between two words, the first one included, replaced.
func (p *Program) replaced(from, to int, text string) string {
	start, end := p.words[from].start, len(p.Text)
	if to < len(p.words) {
		end = p.words[to].start
	}
	return p.Text[:start] + text + " " + p.Text[end:]
}

func (p *Program) between(from, to int) string {
	return p.Text[p.words[from].start:p.words[to-1].end]
}

// span picks a range of words, mostly a short one.
func (p *Program) span(r *rand.Rand) (from, to int) {
	from = r.IntN(len(p.words))
	return from, min(len(p.words), from+1+r.IntN(4))
}

// group picks a range of words with balanced brackets.
func (p *Program) group(r *rand.Rand) (from, to int) {
	for range 20 {
		from = r.IntN(len(p.words))
		depth := 0
		for to = from; to < len(p.words); to++ {
			switch p.words[to].text {
			case "(", "[", "{":
				depth++
			case ")", "]", "}":
				depth--
			}
			if depth < 0 {
				break
			}
			if depth == 0 && (p.words[to].text == ";" || p.words[to].text == "}" || r.IntN(6) == 0) {
				return from, to + 1
			}
		}
	}
	return p.span(r)
}

func remove(r *rand.Rand, p, _ *Program) string {
	from, to := p.span(r)
	return p.replaced(from, to, "")
}

func double(r *rand.Rand, p, _ *Program) string {
	from, to := p.group(r)
	text := p.between(from, to)
	return p.replaced(from, to, text+" "+text)
}

func exchange(r *rand.Rand, p, _ *Program) string {
	a, b := r.IntN(len(p.words)), r.IntN(len(p.words))
	if a > b {
		a, b = b, a
	}
	x, y := p.words[a], p.words[b]
	if a == b {
		return p.Text
	}
	return p.Text[:x.start] + y.text + p.Text[x.end:y.start] + x.text + p.Text[y.end:]
}

// replace puts a word of the same kind in the place of another.
func replace(r *rand.Rand, p, other *Program) string {
	at := r.IntN(len(p.words))
	from := p
	if r.IntN(3) == 0 {
		from = other
	}
	for range 30 {
		w := from.words[r.IntN(len(from.words))]
		if w.kind == p.words[at].kind && w.text != p.words[at].text {
			return p.replaced(at, at+1, w.text)
		}
	}
	return p.Text
}

// rename gives a name the meaning of another one of the program.
func rename(r *rand.Rand, p, _ *Program) string {
	var names []int
	for i, w := range p.words {
		if w.kind == token.Ident {
			names = append(names, i)
		}
	}
	if len(names) < 2 {
		return p.Text
	}
	at := names[r.IntN(len(names))]
	return p.replaced(at, at+1, p.words[names[r.IntN(len(names))]].text)
}

// frames are what an expression or a statement can be put into.
var frames = []string{
	"(%)", "Some(%)", "[%]", "(%, %)", "{ % }", "move || %", "if true { % } else { % }", "match % { x => x }", "(%)?",
	"clone %", "return %", "let q = %;", "defer %;", "loop { % break; }", "for q in % { }", "scope { % }", "gen { yield %; }",
	"await %", "f\"{%}\"", "% as i64", "-(%)", "!(%)", "while false { % }", "unsafe { % }", "[%; 2]", "Ok(%)", "Err(%)", "(%).unwrap()",
	"fork { % };", "select { x from % => x, after 1ms => 0 }", "Vec::from([%])", "(%) == (%)", "panic(%)", "var q = %; q = q;",
}

func wrap(r *rand.Rand, p, _ *Program) string {
	from, to := p.group(r)
	text := strings.TrimSuffix(p.between(from, to), ";")
	return p.replaced(from, to, strings.ReplaceAll(frames[r.IntN(len(frames))], "%", text))
}

// splice puts a group of words of another program in the place of one.
func splice(r *rand.Rand, p, other *Program) string {
	from, to := p.group(r)
	a, b := other.group(r)
	if r.IntN(2) == 0 {
		return p.replaced(from, from+1, other.between(a, b)+" "+p.words[from].text)
	}
	return p.replaced(from, to, other.between(a, b))
}

// numbers are the edges of what types hold.
var numbers = []string{"0", "1", "-1", "255", "256", "65536", "2147483647", "9223372036854775807", "-9223372036854775808", "1.5", "1e308", "\"\"", "true", "'x'", "1ms"}

func number(r *rand.Rand, p, _ *Program) string {
	for range 30 {
		at := r.IntN(len(p.words))
		switch p.words[at].kind {
		case token.Int, token.Float, token.String, token.Char, token.Duration:
			return p.replaced(at, at+1, numbers[r.IntN(len(numbers))])
		}
	}
	return p.Text
}

// unwrap leaves out a pair of brackets.
func unwrap(r *rand.Rand, p, _ *Program) string {
	from, to := p.group(r)
	if to-from < 3 {
		return p.Text
	}
	return p.replaced(from, to, p.between(from+1, to-1))
}
