package lsp

// This file holds that what editors have of the language in the folder editors is right.

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hewq/lang/token"
	"hewq/lang/types"
)

// words are those of the language by what becomes of them in editors, each list sorted.
type words struct{ always, contextual, types []string }

// language are the words as the lexer has them.
func language() words {
	var w words
	for _, word := range token.Words(^token.Role(0)) {
		if token.IsKeyword(word) {
			w.always = append(w.always, word)
		} else {
			w.contextual = append(w.contextual, word)
		}
	}
	for k := types.Bool; k <= types.Bytes; k++ {
		w.types = append(w.types, types.Of(k).Name)
	}
	slices.Sort(w.types)
	return w
}

// same holds that an editor has the words of the language.
func same(t *testing.T, got words) {
	t.Helper()
	want := language()
	for _, list := range []struct {
		name      string
		got, want []string
	}{
		{"keywords", got.always, want.always},
		{"contextual words", got.contextual, want.contextual},
		{"types", got.types, want.types},
	} {
		slices.Sort(list.got)
		for _, word := range list.want {
			if !slices.Contains(list.got, word) {
				t.Errorf("the %s lack `%s`", list.name, word)
			}
		}
		for i, word := range list.got {
			if !slices.Contains(list.want, word) {
				t.Errorf("the %s have `%s`, which is not one", list.name, word)
			}
			if i > 0 && list.got[i-1] == word {
				t.Errorf("the %s have `%s` twice", list.name, word)
			}
		}
	}
}

func editorFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "editors", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// alternatives are the words of `(?:a|b)` in a pattern.
func alternatives(t *testing.T, pattern, open string) []string {
	t.Helper()
	_, rest, ok := strings.Cut(pattern, open)
	list, _, closed := strings.Cut(rest, ")")
	if !ok || !closed {
		t.Fatalf("there are no alternatives in %s", pattern)
	}
	return strings.Split(list, "|")
}

func TestTextMateWords(t *testing.T) {
	type rule struct {
		Name, Match string
		Patterns    []rule
	}
	var grammar struct {
		ScopeName  string
		Patterns   []rule
		Repository map[string]rule
	}
	text := editorFile(t, "vscode/syntaxes/hew.tmLanguage.json")
	if err := json.Unmarshal([]byte(text), &grammar); err != nil {
		t.Fatal(err)
	}
	var got words
	for _, p := range grammar.Repository["words"].Patterns {
		got.always = append(got.always, alternatives(t, p.Match, "(?:")...)
	}
	got.contextual = alternatives(t, grammar.Repository["contextual"].Match, "(?:")
	got.types = alternatives(t, grammar.Repository["types"].Patterns[0].Match, "(?:")
	same(t, got)
	for _, include := range regexp.MustCompile(`"include": "#(\w+)"`).FindAllStringSubmatch(text, -1) {
		if _, ok := grammar.Repository[include[1]]; !ok {
			t.Errorf("the grammar includes %s, which is not in its repository", include[1])
		}
	}
}

func TestVimWords(t *testing.T) {
	var got words
	for line := range strings.Lines(editorFile(t, "vim/syntax/hew.vim")) {
		f := strings.Fields(line)
		if len(f) < 3 || f[0] != "syntax" {
			continue
		}
		switch f[2] {
		case "hewDeclare", "hewControl", "hewBoolean":
			for _, word := range f[3:] {
				if !strings.HasPrefix(word, "nextgroup=") && word != "skipwhite" {
					got.always = append(got.always, word)
				}
			}
		case "hewBasic":
			got.types = append(got.types, f[3:]...)
		case "hewContextual":
			got.contextual = alternatives(t, line, "<%(")
		}
	}
	same(t, got)
}

func TestTreeSitterWords(t *testing.T) {
	quoted := func(text, open, end string) (all []string) {
		_, rest, _ := strings.Cut(text, open)
		list, _, _ := strings.Cut(rest, end)
		for _, word := range regexp.MustCompile(`['"](\w+)['"]`).FindAllStringSubmatch(list, -1) {
			all = append(all, word[1])
		}
		return all
	}
	grammar := regexp.MustCompile(`field\('\w+'`).ReplaceAllString(editorFile(t, "tree-sitter/grammar.js"), "")
	want := language()
	names := quoted(grammar, "const CONTEXTUAL = [", "];")
	for _, word := range quoted(grammar, "  // Declarations", "    // Words and literals") {
		switch {
		case slices.Contains(want.contextual, word) && !slices.Contains(names, word):
			t.Errorf("`%s` could not be a name", word)
		case !slices.Contains(want.contextual, word) && !slices.Contains(want.always, word):
			t.Errorf("`%s` is not a word of the language", word)
		}
	}
	for _, word := range names {
		if !slices.Contains(want.contextual, word) {
			t.Errorf("`%s` can never be a name", word)
		}
	}
	same(t, words{want.always, want.contextual, quoted(editorFile(t, "helix/queries/hew/highlights.scm"), "#any-of? @type.builtin", "))")})
}

func TestEmacsWords(t *testing.T) {
	lists := map[string][]string{}
	quoted := regexp.MustCompile(`"([^"]*)"`)
	for _, list := range regexp.MustCompile(`(?s)\(defconst (hew-mode-[a-z-]+)\s+'\(([^)]*)\)`).FindAllStringSubmatch(editorFile(t, "emacs/hew-mode.el"), -1) {
		for _, word := range quoted.FindAllStringSubmatch(list[2], -1) {
			lists[list[1]] = append(lists[list[1]], word[1])
		}
	}
	same(t, words{
		always:     slices.Concat(lists["hew-mode-declare-words"], lists["hew-mode-control-words"], lists["hew-mode-constants"]),
		contextual: lists["hew-mode-contextual-words"],
		types:      lists["hew-mode-basic-types"],
	})
}

// TestVSCodeFiles holds that the files of the extension can be read, and that those exist which it names.
func TestVSCodeFiles(t *testing.T) {
	var pkg struct {
		Main        string
		Contributes struct {
			Languages []struct{ ID, Configuration string }
			Grammars  []struct{ Language, ScopeName, Path string }
		}
	}
	if err := json.Unmarshal([]byte(editorFile(t, "vscode/package.json")), &pkg); err != nil {
		t.Fatal(err)
	}
	names := []string{pkg.Main}
	for _, l := range pkg.Contributes.Languages {
		names = append(names, l.Configuration)
		var configuration map[string]any
		if err := json.Unmarshal([]byte(editorFile(t, "vscode/"+l.Configuration)), &configuration); err != nil {
			t.Errorf("%s: %v", l.Configuration, err)
		}
	}
	for _, g := range pkg.Contributes.Grammars {
		names = append(names, g.Path)
	}
	if len(names) != 3 {
		t.Errorf("the extension names %v", names)
	}
	for _, name := range names {
		editorFile(t, "vscode/"+name)
	}
	// The package has a copy of the license, since vsce takes files of its own folder alone.
	if editorFile(t, "vscode/LICENSE") != editorFile(t, "../LICENSE") {
		t.Error("vscode/LICENSE is not the license of hewq")
	}
}
