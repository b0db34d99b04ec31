package query

// This file finds declarations by their names.

import (
	"context"
	"io/fs"
	"strings"

	"hewq/lang/parser"
	"hewq/lang/source"
)

// Symbols are the declarations of all programs below folders, and of those that are open, whose names have the letters
// of text in their order, whatever their case. The Children of each Entry are left out: those that fit are entries
// themselves.
func (w *Workspace) Symbols(ctx context.Context, dirs []string, text string) []Entry {
	w.mu.Lock()
	defer w.mu.Unlock()
	var found []Entry
	names, _ := w.sources(ctx, dirs)
	for _, name := range names {
		data, err := fs.ReadFile(w.overlay, name)
		if ctx.Err() != nil || len(found) >= mostSymbols {
			break
		}
		if err != nil || source.InvalidLine(string(data)) > 0 {
			continue
		}
		tree, _ := parser.ParseFile(source.New(name, string(data)))
		found = matching(found, Outline(tree), strings.ToLower(text))
	}
	return found
}

// mostSymbols is how many declarations Symbols gives at most, but for those of the last file.
const mostSymbols = 500

func matching(found, in []Entry, text string) []Entry {
	for _, e := range in {
		inside := e.Children
		if fits(strings.ToLower(e.Name), text) {
			e.Children = nil
			found = append(found, e)
		}
		found = matching(found, inside, text)
	}
	return found
}

// fits tells whether name has the letters of text in their order.
func fits(name, text string) bool {
	for _, r := range text {
		i := strings.IndexRune(name, r)
		if i < 0 {
			return false
		}
		name = name[i+len(string(r)):]
	}
	return true
}
