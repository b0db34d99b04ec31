// Package manual finds documentation: of the language, of modules and their names, of the codes of errors, and
// the documents about hewq. All of it is Markdown; package manual/terminal shows it as text, manual/site makes
// pages for browsers.
package manual

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

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
	all     []*Entry // these, each with its parts behind it
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

	Elsewhere []string // words of other languages for what it is about, as plain makes them: `class`, `dict`

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
	WordKind     = "word" // of another language; its text tells what Hew has
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
	l.words()
	var add func(*Entry)
	add = func(e *Entry) {
		l.all = append(l.all, e)
		for _, p := range e.Parts {
			add(p)
		}
	}
	for _, e := range l.entries {
		add(e)
	}
	return l
}

// Entries are all entries, and all parts of entries, in the order of the library. The slice must not be changed.
func (l *Library) Entries() []*Entry { return l.all }

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
// call so come last. Of a plural that is not found, the singular counts.
func (l *Library) Find(name string) []*Entry {
	want := key(name)
	if called, ok := strings.CutSuffix(want, "()"); ok && called != "" {
		want = called
	}
	found := l.called(want)
	elsewhere := strings.ToLower(want)
	if len(found) == 0 {
		elsewhere = plain(want)
	}
	for _, e := range l.entries {
		if slices.Contains(e.Elsewhere, elsewhere) && !slices.Contains(found, e) {
			found = append(found, e)
		}
	}
	if one, plural := strings.CutSuffix(name, "s"); plural && len(one) > 2 && len(found) == 0 {
		return l.Find(one)
	}
	return found
}

// plain is a word of other languages as it is compared: `WaitGroup`, `wait_group` and `wait group` are the same.
func plain(word string) string {
	if !strings.ContainsFunc(word, unicode.IsLetter) {
		return word
	}
	return strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(word))
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
	word := func(is func(word string) bool) {
		for _, e := range l.Entries() {
			if e.Module != nil && is(e.Word()) {
				found = append(found, e)
			}
		}
	}
	if word(func(w string) bool { return w == want }); len(found) == 0 {
		word(func(w string) bool { return strings.EqualFold(w, want) })
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
	slices.SortStableFunc(found, func(a, b *Entry) int {
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(slices.IndexFunc(a.keys, is), slices.IndexFunc(b.keys, is)))
	})
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

// mostMentions is how many entries are listed that have a text in their summary.
const mostMentions = 12

// Unknown says that nothing has a name, and lists what may be meant: entries with all words of it in their names or
// summaries.
func (l *Library) Unknown(name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "nothing is called `%s`", name)
	if near := l.Near(name); near != "" {
		fmt.Fprintf(&b, "; did you mean `%s`?", near)
	}
	b.WriteString("\n")
	for i, e := range l.mentioning(name) {
		if i == 0 {
			b.WriteString("these tell of it:\n")
		}
		b.WriteString("  " + e.Name)
		if e.Summary != "" {
			b.WriteString(": " + e.Summary)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// mentioning are entries with all words of a text in their names or summaries, in the order of the library. A short
// word has to stand there by itself.
func (l *Library) mentioning(text string) []*Entry {
	words := strings.Fields(strings.ToLower(text))
	var found []*Entry
	for _, e := range l.Entries() {
		about := strings.ToLower(strings.Join(e.Words, " ") + " " + e.Name + " " + e.Summary)
		alone := strings.FieldsFunc(about, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		lacks := func(word string) bool {
			return !strings.Contains(about, word) || len(word) < 5 && !slices.Contains(alone, word) && !slices.Contains(alone, word+"s")
		}
		if len(words) > 0 && !slices.ContainsFunc(words, lacks) && len(found) < mostMentions {
			found = append(found, e)
		}
	}
	return found
}
