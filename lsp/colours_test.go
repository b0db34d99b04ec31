package lsp

// This file has editors colour the programs of the project, and compares the colours with the tokens of the lexer.

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
)

// colours are patterns for the names that an editor gives to the colours of tokens. A type of token that has no pattern may have any colour.
type colours struct {
	of        map[token.Type]string
	words     string // no name may match it, except one that is a word of the language at some places
	attribute string // the colour of an attribute, where no token has its own
	fstring   string // the colour of all that stands between the quotes of an f-string, for an editor that does not look inside
}

// A coloured is a token whose colour is asked for.
type coloured struct {
	token     token.Token
	attribute bool // it stands in #[…]
	fstring   bool // it stands in an f-string
}

// places are the offsets at which an editor says the colour of a token: those of its first and its last byte.
func (c *coloured) places() []int {
	first, last := c.token.Start(), c.token.End()-1
	if first == last {
		return []int{first}
	}
	return []int{first, last}
}

// sources are programs that are whole.
func sources(t *testing.T) []*source.File {
	t.Helper()
	var all []*source.File
	for _, folder := range []string{"examples", "testdata/scripts", "lang/format/testdata", "lang/parser/testdata/tree"} {
		err := filepath.WalkDir(filepath.Join("..", filepath.FromSlash(folder)), func(path string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".hew" {
				return err
			}
			text, err := os.ReadFile(path)
			all = append(all, source.New(path, string(text)))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// tokensOf are the tokens of a source with where they stand.
func tokensOf(src *source.File) []coloured {
	var all []coloured
	attribute, fstrings := 0, 0
	for _, tok := range parser.Tokens(src) {
		switch {
		case tok.Value == "#[" || tok.Value == "[" && attribute > 0:
			attribute++
		case tok.Type == token.FStringEnd:
			fstrings--
		}
		all = append(all, coloured{tok, attribute > 0, fstrings > 0})
		switch {
		case tok.Value == "]" && attribute > 0:
			attribute--
		case tok.Type == token.FStringStart:
			fstrings++
		}
	}
	return all
}

// compiled reads each pattern once.
func compiled(pattern string) *regexp.Regexp {
	known, ok := patterns.Load(pattern)
	if !ok {
		known, _ = patterns.LoadOrStore(pattern, regexp.MustCompile(pattern))
	}
	return known.(*regexp.Regexp)
}

var patterns sync.Map // the regexp.Regexp of each pattern

// wrong is empty if name is the colour of a token, and otherwise says which colour the token must have.
func (c colours) wrong(tok coloured, name string) string {
	has := func(pattern string) bool { return pattern != "" && compiled(pattern).MatchString(name) }
	if tok.attribute && has(c.attribute) || tok.fstring && has(c.fstring) {
		return ""
	}
	if tok.token.Type == token.Ident {
		if has(c.words) && !slices.Contains(language().contextual, tok.token.Value) {
			return "that of a name"
		}
		return ""
	}
	if want := c.of[tok.token.Type]; want != "" && !has(want) {
		return want
	}
	return ""
}

// compareColours runs an editor in a folder in which each file N.hew has beside it a file N.at. Its lines have a line and a column,
// which count from 1 and in bytes. The editor writes the name of the colour at each into N.out. It gives the folder and the files.
func compareColours(t *testing.T, want colours, editor string, args ...string) (dir string, all []*source.File) {
	t.Helper()
	dir = t.TempDir()
	all = sources(t)
	for i, src := range all {
		var at strings.Builder
		for _, tok := range tokensOf(src) {
			for _, offset := range tok.places() {
				line := src.LineAt(offset)
				fmt.Fprintln(&at, line, offset-src.LineStart(line)+1)
			}
		}
		for ending, text := range map[string]string{"hew": src.Text, "at": at.String()} {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.%s", i, ending)), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, editor, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "LC_ALL=C.UTF-8")
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Logf("%s: %v\n%s", editor, err, said)
	}
	mistakes := 0
	for i, src := range all {
		out, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%d.out", i)))
		if err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		names := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
		for _, tok := range tokensOf(src) {
			places := len(tok.places())
			if len(names) < places {
				t.Fatalf("%s: the editor wrote too few colours\n%s", src.Name, said)
			}
			these := names[:places]
			names = names[places:]
			for _, name := range these {
				must := want.wrong(tok, name)
				if must == "" {
					continue
				}
				if mistakes++; mistakes < 20 {
					line := src.LineAt(tok.token.Start())
					t.Errorf("%s:%d:%d: %q has the colour %q, want %s", src.Name, line, tok.token.Start()-src.LineStart(line)+1, tok.token.Value, name, must)
				}
				break
			}
		}
	}
	if mistakes > 0 {
		t.Errorf("%d tokens have a wrong colour", mistakes)
	}
	return dir, all
}

// kinds are the colours of all tokens by those of the few kinds that editors know.
func kinds(keyword, number, text, comment, label string) map[token.Type]string {
	return map[token.Type]string{
		token.Keyword: keyword, token.Int: number, token.Float: number, token.Duration: number,
		token.Char: text, token.String: text, token.RawString: text, token.ByteString: text, token.Regex: text,
		token.FStringStart: text, token.FStringText: text, token.FStringEnd: text,
		token.Comment: comment, token.DocComment: comment, token.ModuleDoc: comment, token.Label: label,
	}
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestVimColours(t *testing.T) {
	t.Parallel()
	vim, err := exec.LookPath("vim")
	if err != nil {
		t.Skip("there is no Vim here: vim is not on the path")
	}
	if version, _ := exec.Command(vim, "--version").Output(); !strings.Contains(string(version), "+syntax") {
		t.Skip("the Vim that is here has no colours")
	}
	compareColours(t, colours{
		of:        kinds("^hew(Declare|Control|Boolean)$", "^hew(Number|Float)$", "^hew(.*String|Regex|Character|Escape)$", "^hew(Comment|Doc|Todo)$", "^hewLabel$"),
		words:     "^hew(Declare|Control|Boolean|Contextual|Number|Float|String|Comment|Doc)$",
		attribute: "^hewAttribute$",
	}, vim, "-N", "-u", "NONE", "-i", "NONE", "-n", "-e", "-s", "--cmd", "set runtimepath+="+absolute(t, "../editors/vim"), "-S", absolute(t, "testdata/colours.vim"))
}

func TestEmacsColours(t *testing.T) {
	t.Parallel()
	emacs, err := exec.LookPath("emacs")
	if err != nil {
		t.Skip("there is no Emacs here: emacs is not on the path")
	}
	compareColours(t, colours{
		of:        kinds("keyword|constant", "constant", "string", "comment", "constant"),
		words:     "keyword|string|comment",
		attribute: "preprocessor",
		fstring:   "string",
	}, emacs, "--batch", "-L", absolute(t, "../editors/emacs"), "-l", absolute(t, "testdata/colours.el"))
}

// TestTextMateColours needs the two packages with which VS Code reads grammars, where Node looks for packages.
func TestTextMateColours(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no Node here: node is not on the path")
	}
	if err := exec.Command(node, "-e", `require("vscode-textmate"); require("vscode-oniguruma")`).Run(); err != nil {
		t.Skip("Node does not find vscode-textmate and vscode-oniguruma: NODE_PATH has to name a folder with both")
	}
	compareColours(t, colours{
		of:        kinds(`storage|keyword\.control|constant\.language|namespace`, `constant\.numeric`, `string|escape`, `comment`, `label`),
		words:     `storage|keyword|constant\.(language|numeric)|comment|string[^ ]*$`,
		attribute: `meta\.attribute`,
	}, node, absolute(t, "testdata/colours.js"), absolute(t, "../editors/vscode/syntaxes/hew.tmLanguage.json"))
}
