package repl

// This file finds what may stand at a place of an input: commands and files here, what the language allows in
// package query.

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hewq/lang/query"
)

// A Completion is what may stand at a place of an input.
type Completion struct {
	Start, End int // bytes of the text that a candidate replaces
	Candidates []Candidate
}

// A Candidate is one way to go on.
type Candidate struct {
	Text   string // what is inserted
	Detail string // a signature or a type
	Doc    string // first sentence of the documentation
}

// completion is what package query finds behind head. What has another case than what was typed counts only if nothing
// else does: Tab goes on with what all candidates have in common.
func (s *Session) completion(head string) Completion {
	found := query.Complete(head, query.AtPrompt(s.checker))
	var all []Candidate
	for _, f := range found.Candidates {
		all = append(all, Candidate{f.Text, f.Detail, f.Doc})
	}
	return narrowed(found.Start, found.End, head[found.Start:found.End], all)
}

// completable is the longest text that completion looks into.
const completable = 64 << 10

// Complete tells what may stand at the byte offset cursor of text. Nothing is evaluated.
func (s *Session) Complete(text string, cursor int) Completion {
	if cursor < 0 || cursor > len(text) || cursor > completable {
		return Completion{}
	}
	s.mu.Lock() // what ends in the background changes what there is
	defer s.mu.Unlock()
	head := text[:cursor]
	if start := strings.IndexByte(head, ':'); start >= 0 && strings.TrimSpace(head[:start]) == "" && !strings.HasPrefix(head[start:], "::") {
		return s.completeCommand(head, start+1)
	}
	return s.completion(head)
}

// completeCommand completes the name of a command, which begins at start, or its argument.
func (s *Session) completeCommand(head string, start int) Completion {
	name, argument, behind := strings.Cut(head[start:], " ")
	if !behind {
		var all []Candidate
		for _, c := range commands() {
			all = append(all, Candidate{Text: c.names[0], Detail: strings.TrimSpace(":" + c.names[0] + " " + c.argument), Doc: c.does})
		}
		return narrowed(start, len(head), name, all)
	}
	for _, c := range commands() {
		switch {
		case !slices.Contains(c.names, name):
		case c.argument == "FILE":
			return completeFile(argument, len(head))
		case c.argument != "":
			return s.completion(strings.Repeat(" ", len(head)-len(argument)) + argument)
		}
	}
	return Completion{}
}

// completeFile completes the name of a file that ends at end.
func completeFile(name string, end int) Completion {
	dir, base := filepath.Split(name)
	entries, err := os.ReadDir(cmp.Or(dir, "."))
	if err != nil {
		return Completion{}
	}
	var all []Candidate
	for _, e := range entries {
		switch {
		case e.IsDir() && !strings.HasPrefix(e.Name(), "."):
			all = append(all, Candidate{Text: e.Name() + "/"})
		case strings.HasSuffix(e.Name(), ".hew"):
			all = append(all, Candidate{Text: e.Name()})
		}
	}
	return narrowed(end-len(base), end, base, all)
}

// narrowed keeps the candidates that go on with prefix.
func narrowed(start, end int, prefix string, all []Candidate) Completion {
	return Completion{start, end, query.Narrowed(all, prefix, func(c Candidate) string { return c.Text })}
}
