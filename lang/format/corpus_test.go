package format_test

// This file formats all the Hew at hand.

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hewq/internal/mutate"
	"hewq/lang/format"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
)

// sources are the Hew files of the module, the code in its documents and the scripts of its tests.
func sources(t testing.TB) map[string]string {
	t.Helper()
	root := filepath.Join("..", "..")
	texts := map[string]string{}
	blocks := regexp.MustCompile("(?ms)^```hew\n(.*?)^```$")
	files := regexp.MustCompile(`(?ms)^-- (\S+\.hew) --\n(.*?)(?:^-- \S+ --$|\z)`)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		ext := filepath.Ext(path)
		if ext != ".hew" && ext != ".md" && ext != ".txtar" {
			return nil
		}
		text, err := os.ReadFile(path)
		switch ext {
		case ".hew":
			texts[path] = string(text)
		case ".md":
			for i, m := range blocks.FindAllStringSubmatch(string(text), -1) {
				texts[fmt.Sprintf("%s#%d", path, i)] = m[1]
			}
		case ".txtar":
			for _, m := range files.FindAllStringSubmatch(string(text), -1) {
				texts[path+"#"+m[1]] = m[2]
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// try formats a text, and fails if something is wrong with what comes out. It tells whether the text is Hew.
func try(t testing.TB, name, text string) bool {
	t.Helper()
	once, err := format.Source(source.New(name, text))
	if syntax := (*format.SyntaxError)(nil); errors.As(err, &syntax) {
		return false
	}
	if err != nil {
		t.Errorf("%v\nin\n%s", err, text)
		return true
	}
	twice, err := format.Source(source.New(name, string(once)))
	if err != nil {
		t.Errorf("%v\nin\n%s\nfrom\n%s", err, once, text)
	} else if string(twice) != string(once) {
		t.Errorf("%s: formatted again it is\n%s\nnot\n%s\nfrom\n%s", name, twice, once, text)
	}
	return true
}

// either is most, and few with -short.
func either(most, few int) int {
	if testing.Short() {
		return few
	}
	return most
}

func TestAllSources(t *testing.T) {
	t.Parallel()
	formatted := 0
	for name, text := range sources(t) {
		if try(t, name, text) {
			formatted++
		}
	}
	if formatted < 300 {
		t.Errorf("only %d sources are Hew", formatted)
	}
}

// Comments stay where they are between any two tokens.
func TestCommentsAnywhere(t *testing.T) {
	t.Parallel()
	formatted := 0
	for name, text := range sources(t) {
		r := rand.New(rand.NewPCG(1, uint64(len(text)))) // whatever comes before it
		for i := range either(3, 1) {
			if try(t, name, commented(r, name, text, 1+i*20)) {
				formatted++
			}
		}
	}
	if formatted < 300 {
		t.Errorf("only %d sources are Hew", formatted)
	}
}

// commented is a text with comments before some of its tokens, one in every.
func commented(r *rand.Rand, name, text string, every int) string {
	comments := []string{" // c\n", "\n// c\n", "/* c */", "\n\n/* c */\n", " /* c\nd */ ", "\n/// c\n", "\n\n", " "}
	var b strings.Builder
	end := 0
	for _, t := range parser.Tokens(source.New(name, text)) {
		b.WriteString(text[end:t.Start()])
		if t.Type != token.FStringText && t.Type != token.FStringEnd && t.Value != "{" && r.IntN(every) == 0 {
			b.WriteString(comments[r.IntN(len(comments))])
		}
		b.WriteString(t.Value)
		end = t.Start() + len(t.Value)
	}
	return b.String() + text[end:]
}

// FuzzFormat formats any text.
func FuzzFormat(f *testing.F) {
	for _, text := range sources(f) {
		if len(text) < 4000 {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) { try(t, "fuzz.hew", text) })
}

// Programs with a mistake or two, and comments, are formatted too, as long as they are Hew.
func TestMutants(t *testing.T) {
	t.Parallel()
	programs, err := mutate.Corpus(filepath.Join("..", "..", "testdata", "scripts"))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	formatted := 0
	for range either(600, 200) {
		p := programs[r.IntN(len(programs))]
		if try(t, p.Name, commented(r, p.Name, mutate.Mutate(r, p, programs[r.IntN(len(programs))]), 40)) {
			formatted++
		}
	}
	if formatted < either(90, 20) {
		t.Errorf("only %d mutants are Hew", formatted)
	}
}
