package manual

// This file makes entries of modules and their names.

import (
	"fmt"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/doc"
	"hewq/lang/query"
	"hewq/native"
)

// The tiers: what is found first where several entries have a name.
const (
	builtinTier = iota
	moduleTier
	topicTier
	itemTier
	documentTier
	codeTier
	wordTier
)

// module adds a module and all its names. What is built in belongs to modules that programs do not import.
func (l *Library) module(m native.Module) {
	unit, err := l.loader.Load(m.Path, nil)
	if err != nil {
		return // all modules are known to the loader
	}
	l.entries = append(l.entries, moduleEntry(doc.ModuleOf(m.Path, unit.Files...)))
}

// OfFiles is the entry of a user's module: of its public names, or of all if it has none.
func OfFiles(path string, files ...*ast.File) *Entry {
	return moduleEntry(doc.ModuleOf(path, files...))
}

// Builtin tells whether programs know the names of a module without an import.
func (e *Entry) Builtin() bool { return strings.HasPrefix(e.ID, "core") }

func moduleEntry(m *doc.Module) *Entry {
	e := &Entry{ID: m.Path, Kind: ModuleKind, Name: m.Path, Summary: query.FirstSentence(m.Doc), tier: moduleTier}
	for words := strings.Split(m.Path, "::"); len(words) > 0; words = words[1:] {
		e.keys = append(e.keys, strings.Join(words, "."))
	}
	e.text = func() string { return doc.MarkHew(m.Doc) }
	if e.Builtin() {
		e.keys = e.keys[:1] // its types and functions are what people know
	}
	public := false
	for _, it := range m.Items {
		public = public || it.Public
	}
	for _, it := range m.Items {
		if it.Public || !public {
			e.Parts = append(e.Parts, itemEntry(e, nil, it))
		}
	}
	return e
}

// itemEntry is the entry of a name of a module, or of a part of one.
func itemEntry(in, owner *Entry, it *doc.Item) *Entry {
	e := &Entry{
		Kind: string(it.Kind), Signature: it.Signature, Line: it.Line, Summary: query.FirstSentence(it.Doc),
		Module: in, Owner: owner, tier: itemTier, text: func() string { return doc.MarkHew(it.Doc) },
	}
	if it.Doc == "" && in.Builtin() && len(in.Parts) == 0 {
		e.Summary, e.text = in.Summary, in.text // the only one of its module
	}
	short := strings.TrimSuffix(in.ID[strings.LastIndexAny(in.ID, ":/")+1:], ".hew")
	switch {
	case owner != nil:
		e.ID, e.Name = owner.ID+"."+it.Name, owner.Name+"."+it.Name
	case in.Builtin():
		e.ID, e.Name = it.Name, it.Name
	default:
		e.ID, e.Name = in.ID+"."+it.Name, short+"."+it.Name
	}
	e.keys = []string{key(e.ID), key(e.Name)}
	if owner != nil {
		words := strings.Split(e.Name, ".")
		e.keys = append(e.keys, strings.Join(words[len(words)-2:], "."))
	}
	if owner == nil && in.Builtin() {
		e.tier = builtinTier
	}
	for _, p := range it.Parts {
		if p.Public {
			e.Parts = append(e.Parts, itemEntry(in, e, p))
		}
	}
	return e
}

// Word is the last word of the entry's name.
func (e *Entry) Word() string { return e.Name[strings.LastIndex(e.Name, ".")+1:] }

// Import is what a program writes to use the entry, "" if it needs nothing.
func (e *Entry) Import() string {
	of := e
	if e.Module != nil {
		of = e.Module
	}
	if of.Kind != ModuleKind || of.Builtin() {
		return ""
	}
	if strings.HasSuffix(of.ID, ".hew") {
		return fmt.Sprintf("import %q;", of.ID)
	}
	return "import " + of.ID + ";"
}

// Word tells in a few sentences of Markdown what a word of the language or an attribute such as `#[test]` means; "" of
// all others.
func (l *Library) Word(word string) string {
	var of *Entry // the page that names the word first
	first := 0
	for _, e := range l.Of(TopicKind) {
		if i := slices.Index(e.Words, word); i >= 0 && (of == nil || i < first) {
			of, first = e, i
		}
	}
	if of == nil {
		return ""
	}
	about := of.Summary
	if row := of.row(word); row != "" {
		about = "`" + word + "`: " + row
	}
	return about + "\n\n`hewq doc " + strings.TrimPrefix(of.ID, TopicKind+"/") + "` tells more."
}

// row is the last cell of the row of a table that begins with an attribute, "" if there is none.
func (e *Entry) row(attribute string) string {
	for line := range strings.Lines(e.Text()) {
		cells := strings.Split(strings.Trim(line, "| \n"), " | ")
		if strings.HasPrefix(attribute, "#[") && strings.Contains(cells[0], "`"+strings.TrimSuffix(attribute, "]")) {
			return cells[len(cells)-1]
		}
	}
	return ""
}

// Page is the whole page of the entry in Markdown, with its title and a list of its parts.
func (e *Entry) Page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", e.Name)
	if e.Signature != "" {
		fmt.Fprintf(&b, "```hew\n%s\n```\n\n", e.Declared())
	}
	if text := e.Import(); text != "" && e.Owner == nil {
		fmt.Fprintf(&b, "`%s`\n\n", text)
	}
	b.WriteString(e.Text())
	b.WriteString("\n\n")
	for _, g := range e.Groups() {
		fmt.Fprintf(&b, "## %s\n\n%s\n", g.Title, Listing(g.Entries))
	}
	return b.String()
}

// Declared is the declaration of the entry, of a type with its fields and variants.
func (e *Entry) Declared() string {
	var parts []string
	for _, p := range e.Parts {
		if p.Declares() {
			parts = append(parts, "    "+p.Signature+";\n")
		}
	}
	if len(parts) == 0 {
		return e.Signature
	}
	return e.Signature + " {\n" + strings.Join(parts, "") + "}"
}

// Declares tells whether the entry stands in the declaration of its owner: a field or a variant.
func (e *Entry) Declares() bool { return e.Kind == string(doc.Field) || e.Kind == string(doc.Variant) }

// FullNames are how texts name a module or a part of one without a doubt: with its module or its type. A built-in
// type has its name alone. A document has that of its file. Other entries have none.
func (e *Entry) FullNames() []string {
	switch {
	case e.Kind == DocumentKind:
		return []string{e.ID + ".md"}
	case e.Kind == ModuleKind:
		return []string{e.ID}
	case e.Module == nil:
		return nil
	case e.Owner == nil && !e.Module.Builtin():
		return []string{e.ID, e.Name}
	case e.Owner == nil && e.Kind == string(doc.Function):
		return nil // `close` may be a method of something else
	case e.Owner == nil:
		return []string{e.Name}
	}
	words := strings.Split(e.Name, ".")
	return []string{e.Name, strings.Join(words[len(words)-2:], ".")}
}

// A Group is a list of entries of one kind.
type Group struct {
	Title   string
	Entries []*Entry
}

// Groups are the parts of the entry by their kind.
func (e *Entry) Groups() []Group {
	var groups []Group
	for _, g := range []struct{ title, kinds string }{
		{"Types", "type enum trait actor supervisor machine"},
		{"Fields", "field"},
		{"Variants", "variant"},
		{"Functions", "function"},
		{"Methods", "method"},
		{"Constants", "constant"},
	} {
		var in []*Entry
		for _, p := range e.Parts {
			if strings.Contains(" "+g.kinds+" ", " "+p.Kind+" ") {
				in = append(in, p)
			}
		}
		if len(in) > 0 {
			groups = append(groups, Group{g.title, in})
		}
	}
	return groups
}

// Listing is a list of links to entries with their summaries.
func Listing(entries []*Entry) string {
	var b strings.Builder
	for _, e := range entries {
		shown, about := e.Name, e.Summary
		switch {
		case e.Signature != "":
			shown = strings.Join(strings.Fields(e.Signature), " ")
		case e.Kind == TopicKind:
			shown = strings.TrimPrefix(e.ID, "language/")
		case e.Kind == DocumentKind:
			shown, about = e.ID, strings.TrimSpace(e.Name+". "+about)
		}
		fmt.Fprintf(&b, "* [`%s`](<%s%s>)", shown, Scheme, e.ID)
		if about != "" {
			b.WriteString(": " + about)
		}
		b.WriteString("\n")
	}
	return b.String()
}
