// Package manual finds documentation: of the language, of modules and their names, of the codes of errors, and
// the documents about hewq. All of it is Markdown; package manual/terminal shows it as text, manual/site makes
// pages for browsers.
package manual

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hewq/lang/diag"
	"hewq/lang/module"
	"hewq/native"
)

// Scheme begins the links of pages to entries: `manual:std::fs.read`.
const Scheme = "manual:"

// A Library is all that is documented.
type Library struct {
	modules []native.Module
	loader  module.Loader
	entries []*Entry
}

// An Entry is something that has documentation.
type Entry struct {
	ID        string // names the entry: `std::fs.read`, `language/match`, `code/unknown-name`, `docs/quic`
	Kind      string // one of the constants, or a doc.Kind
	Name      string // as people say it: `fs.read`, `match`
	Summary   string // a sentence; may be empty
	Signature string // of a name of a module, in Hew
	Line      int    // of a name in the source of its module, from 1

	Module *Entry   // that the entry is a part of, else nil
	Owner  *Entry   // the type that the entry is a part of, else nil
	Words  []string // that the entry explains, of a page about the language
	Parts  []*Entry // of a module its names, of a type its fields, variants and methods

	Elsewhere []string // words of other languages for what a page is about: `class`, `dict`

	keys []string // that find it, as key makes them; the first is that of its full name
	tier int      // entries of a lower one are found before others with the same key
	text func() string
}

// The kinds that are not of names.
const (
	ModuleKind   = "module"
	TopicKind    = "language"
	CodeKind     = "code"
	DocumentKind = "document"
	MissingKind  = "missing module"
)

// Text is the documentation of the entry in Markdown, without a title; links to entries begin with Scheme.
func (e *Entry) Text() string { return e.text() }

// New makes a Library of the modules that hewq has.
func New(modules []native.Module) *Library {
	l := &Library{modules: modules, loader: module.New(modules)}
	l.topics()
	for _, m := range modules {
		l.module(m)
	}
	l.documents()
	l.codes()
	l.missing()
	return l
}

// Entries are all entries, and all parts of entries, in the order of the library.
func (l *Library) Entries() []*Entry {
	var all []*Entry
	var add func(*Entry)
	add = func(e *Entry) {
		all = append(all, e)
		for _, p := range e.Parts {
			add(p)
		}
	}
	for _, e := range l.entries {
		add(e)
	}
	return all
}

// Of are the entries of a kind that are part of no other, in the order of the library.
func (l *Library) Of(kind string) []*Entry {
	return slices.DeleteFunc(slices.Clone(l.entries), func(e *Entry) bool { return e.Kind != kind })
}

// key is a name as it is compared: `std::fs` and `std.fs` mean the same.
func key(name string) string {
	return strings.ReplaceAll(strings.Trim(strings.TrimSpace(name), "`"), "::", ".")
}

// Find are the entries that have a name, those that were probably meant first: all others have a tier above
// theirs. A name by itself is found in all modules if nothing is called like that. The pages about what other languages
// call so come last.
func (l *Library) Find(name string) []*Entry {
	want := key(strings.TrimSuffix(name, "()"))
	found := l.called(want)
	for _, e := range l.entries {
		if slices.ContainsFunc(e.Elsewhere, func(word string) bool { return strings.EqualFold(word, want) }) && !slices.Contains(found, e) {
			found = append(found, e)
		}
	}
	return found
}

// called are the entries that have a name.
func (l *Library) called(want string) []*Entry {
	found := l.having(func(k string) bool { return k == want })
	if len(found) == 0 {
		found = l.having(func(k string) bool { return strings.EqualFold(k, want) })
	}
	if len(found) > 0 {
		return found
	}
	for _, e := range l.Entries() {
		if e.Module != nil && e.Word() == want {
			found = append(found, e)
		}
	}
	if whole := slices.DeleteFunc(slices.Clone(found), func(e *Entry) bool { return e.Owner != nil }); len(whole) > 0 {
		return whole
	}
	return found
}

func (l *Library) having(is func(key string) bool) []*Entry {
	var found []*Entry
	for _, e := range l.Entries() {
		if slices.ContainsFunc(e.keys, is) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b *Entry) int { return cmp.Compare(a.tier, b.tier) })
	return found
}

// Best are the first of found that stand before all others of them.
func Best(found []*Entry) []*Entry {
	for i, e := range found {
		if e.tier > found[0].tier {
			return found[:i]
		}
	}
	return found
}

// Named are the parts of the entry, and their parts, that have a name.
func (e *Entry) Named(name string) []*Entry {
	var found []*Entry
	for _, p := range e.Parts {
		if name == p.Word() || slices.Contains(p.keys, key(name)) {
			found = append(found, p)
		}
		found = append(found, p.Named(name)...)
	}
	return found
}

// Answer is the page about what was found, which must not be empty: of the best entry, or a list if there are
// several. Others are named at its end.
func Answer(found []*Entry) string {
	best := Best(found)
	var b strings.Builder
	if len(best) == 1 {
		b.WriteString(best[0].Page())
	} else {
		fmt.Fprintf(&b, "# %s\n\nThis is called so:\n\n", best[0].Word())
		for _, e := range best {
			fmt.Fprintf(&b, "* [`%s`](<%s%s>): %s\n", e.Name, Scheme, e.ID, e.Summary)
		}
	}
	if others := found[len(best):]; len(others) > 0 {
		b.WriteString("\n## Also\n\n")
		for _, e := range others {
			fmt.Fprintf(&b, "* [`%s`](<%s%s>), %s: %s\n", e.ID, Scheme, e.ID, e.Kind, e.Summary)
		}
	}
	return b.String()
}

// Near is the name that was probably meant by one that finds nothing, "" if there is none.
func (l *Library) Near(name string) string {
	shown := map[string]string{}
	var keys []string
	for _, e := range l.Entries() {
		for _, k := range e.keys {
			if shown[k] == "" {
				shown[k] = e.Name
				if e.Kind == TopicKind {
					shown[k] = k
				}
				keys = append(keys, k)
			}
		}
	}
	return shown[diag.Nearest(key(name), keys)]
}

// Near is the name of a part of the entry that was probably meant by one that it does not have, "" if there is none.
func (e *Entry) Near(name string) string {
	var names []string
	for _, p := range e.Parts {
		names = append(names, p.Word())
	}
	if near := diag.Nearest(name, names); near != "" {
		return e.ID + "::" + near
	}
	return ""
}

// Mentioning are at most some entries with all words of a text in their names or summaries, in the order of the library.
func (l *Library) Mentioning(text string, most int) []*Entry {
	words := strings.Fields(strings.ToLower(text))
	var found []*Entry
	for _, e := range l.Entries() {
		about := strings.ToLower(strings.Join(e.Words, " ") + " " + e.Name + " " + e.Summary)
		lacks := func(word string) bool { return !strings.Contains(about, word) }
		if len(words) > 0 && !slices.ContainsFunc(words, lacks) && len(found) < most {
			found = append(found, e)
		}
	}
	return found
}
