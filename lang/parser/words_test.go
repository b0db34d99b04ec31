package parser

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"hewq/lang/token"
)

// What begins with a word is read by a rule of that word, and the other way round.
func TestRolesMatchRules(t *testing.T) {
	g := built()
	for _, c := range []struct {
		what  string
		rules []string
		role  token.Role
		other []string // read by no rule of their own, or by one of expressions
	}{
		{"declarations", slices.Collect(maps.Keys(g.decls)), token.Item, []string{"pub", "package"}},
		{"statements", slices.Collect(maps.Keys(g.stmts)), token.Stmt, []string{"break", "continue", "return"}},
		{
			"expressions", slices.Collect(maps.Keys(g.exprs)), token.Operand,
			[]string{"await", "await_restart", "true", "false", "after", "bytes", "clone", "emit", "join"},
		},
	} {
		have := c.other
		for _, w := range c.rules {
			if w[0] >= 'a' {
				have = append(have, w)
			}
		}
		want := token.Words(c.role)
		slices.Sort(have)
		have = slices.DeleteFunc(have, func(w string) bool { return w == "|" || w == "||" || w == "{" })
		if !slices.Equal(have, want) {
			t.Errorf("%s begin with\n%q, their words are\n%q", c.what, have, want)
		}
	}
}

// Every word that stands in a tag of the grammar has a role there.
func TestGrammarWords(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "ast", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	tag, word := regexp.MustCompile("`parser:\"[^`]*`"), regexp.MustCompile(`'([a-z_]+)'`)
	found := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range tag.FindAllString(string(text), -1) {
			for _, m := range word.FindAllStringSubmatch(tag, -1) {
				found[m[1]] = true
				if roles := token.RolesOf(m[1]); roles == 0 || roles.Has(token.Reserved) {
					t.Errorf("%s: %s has no role", file, m[1])
				}
			}
		}
	}
	if len(found) < 80 {
		t.Errorf("found only %d words in the tags", len(found))
	}
}
