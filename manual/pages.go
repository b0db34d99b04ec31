package manual

// This file makes entries of the reference of the language, of documents, of codes, and of what is missing.

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"hewq/docs"
	"hewq/lang"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/query"
)

// referenceFolder has the pages about the language.
const referenceFolder = "reference"

// A page is a Markdown file, cut into what is known of it.
type page struct {
	name  string   // of the file, without its ending
	title string   // behind the first `#`
	words []string // that the page explains, in a comment `<!-- words: … -->`
	text  string   // behind these

	elsewhere []string // what other languages call it, in a comment `<!-- elsewhere: … -->`
}

// read makes the page of a file from its text.
func read(name, text string) page {
	p := page{name: strings.TrimSuffix(name, ".md")}
	if rest, ok := strings.CutPrefix(text, "# "); ok {
		p.title, text, _ = strings.Cut(rest, "\n")
	}
	text = strings.TrimLeft(text, "\n")
	p.words, text = comment(text, "words")
	p.elsewhere, text = comment(text, "elsewhere")
	p.text = text
	return p
}

// comment cuts a comment `<!-- NAME: … -->` off a text, and gives the words in it.
func comment(text, name string) (words []string, behind string) {
	rest, ok := strings.CutPrefix(text, "<!-- "+name+":")
	if !ok {
		return nil, text
	}
	in, behind, _ := strings.Cut(rest, "-->")
	return strings.Fields(in), strings.TrimLeft(behind, "\n")
}

// pages are the pages of package docs in a folder or, if it is "", in all but the one of the reference, in the order
// of their names.
func pages(folder string) []page {
	texts := docs.Pages()
	var all []page
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if in := path.Dir(name); in == folder || folder == "" && in != referenceFolder {
			all = append(all, read(name, texts[name]))
		}
	}
	return all
}

// topics adds the reference of the language, in the order of its titles. Nothing else is there yet.
func (l *Library) topics() {
	for _, p := range pages(referenceFolder) {
		e := &Entry{ID: "language/" + path.Base(p.name), Kind: TopicKind, Name: p.title, Words: p.words, Elsewhere: plainWords(p.elsewhere), tier: topicTier, text: func() string { return p.text }}
		e.Summary = query.FirstSentence(p.text)
		e.keys = append([]string{key(e.ID), key(path.Base(p.name)), key(p.title)}, keys(p.words)...)
		l.entries = append(l.entries, e)
	}
	slices.SortFunc(l.entries, func(a, b *Entry) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
}

func keys(words []string) []string {
	var all []string
	for _, w := range words {
		all = append(all, key(w))
	}
	return all
}

// documents adds the documents about hewq, the guide first.
func (l *Library) documents() {
	all := pages("")
	slices.SortStableFunc(all, func(a, b page) int { return cmp.Compare(place(a.name), place(b.name)) })
	for _, p := range all {
		e := &Entry{ID: "docs/" + p.name, Kind: DocumentKind, Name: p.title, tier: documentTier, text: func() string { return p.text }}
		e.Summary = query.FirstSentence(strings.TrimLeft(p.text, "\n"))
		if strings.HasPrefix(e.Summary, "```") || strings.HasPrefix(e.Summary, "|") || strings.HasPrefix(e.Summary, "#") {
			e.Summary = ""
		}
		folder, base := path.Split(p.name)
		if base == "README" {
			base = ""
		}
		short := strings.TrimSuffix(folder+strings.TrimLeft(base, "0123456789-"), "/")
		e.keys = []string{key(e.ID), key(p.name), key(p.name + ".md"), key(e.ID + ".md"), key(short), key("docs/" + short)}
		l.entries = append(l.entries, e)
	}
}

// place is where a document stands among others: that which a folder begins with, what is in the folder, all others.
func place(name string) int {
	switch {
	case path.Base(name) == "README":
		return 0
	case strings.Contains(name, "/"):
		return 1
	}
	return 2
}

// codes adds the codes of errors and warnings.
func (l *Library) codes() {
	for _, d := range diag.Codes() {
		l.entries = append(l.entries, &Entry{
			ID: "code/" + string(d.Code), Kind: CodeKind, Name: string(d.Code), Summary: sentence(d.Summary), tier: codeTier,
			keys: []string{key("code/" + string(d.Code)), key(string(d.Code))}, text: func() string { return l.code(d) },
		})
	}
}

// sentence is a sentence as it stands in texts.
func sentence(text string) string {
	if strings.HasPrefix(text, "`") || strings.HasPrefix(text, "hewq") {
		return text + "."
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// code is the page of a code.
func (l *Library) code(d diag.CodeDoc) string {
	var b strings.Builder
	kind := "An error"
	if d.Severity == diag.Warning {
		kind = "A warning"
	}
	fmt.Fprintf(&b, "%s: %s.\n\n%s\n", kind, d.Summary, d.Detail)
	if d.Severity == diag.Warning {
		b.WriteString("\n" + d.Silencing() + "\n")
	}
	fmt.Fprintf(&b, "\nExample:\n\n````hew\n%s\n````\n", strings.TrimRight(d.ShortExample(), "\n"))
	var said strings.Builder
	_ = diag.Render(&said, lang.Explain(d, l.modules), diag.Options{}) // writing to a Builder cannot fail
	fmt.Fprintf(&b, "\nWhat hewq says of it:\n\n````text\n%s\n````\n", strings.TrimRight(said.String(), "\n"))
	return b.String()
}

// missing adds the modules of Hew that hewq does not have.
func (l *Library) missing() {
	for _, p := range check.Elsewhere() {
		e := &Entry{ID: p, Kind: MissingKind, Name: p, Summary: "Hew has this module, and hewq does not.", tier: moduleTier}
		for words := strings.Split(p, "::"); len(words) > 0; words = words[1:] {
			e.keys = append(e.keys, strings.Join(words, "."))
		}
		e.text = func() string {
			return fmt.Sprintf("Hew has a module `%s`, and hewq does not have it. A program that imports it is refused.\n", p)
		}
		l.entries = append(l.entries, e)
	}
}

// wordsPage is the document with tables of words of other languages.
const wordsPage = "words"

// words adds an entry for each row of the tables of words of other languages.
func (l *Library) words() {
	for line := range strings.Lines(docs.Pages()[wordsPage+".md"]) {
		cells := strings.Split(strings.Trim(line, "| \n"), " | ")
		if len(cells) != 2 || cells[1] == "in Hew" {
			continue
		}
		text := strings.ReplaceAll(cells[1], `\|`, "|")
		e := &Entry{
			Kind: WordKind, Name: cells[0], Summary: text, tier: wordTier,
			Elsewhere: plainWords(strings.Split(cells[0], ", ")), text: func() string { return text },
		}
		e.ID = wordsPage + "/" + e.Elsewhere[0]
		e.keys = []string{key(e.ID)}
		l.entries = append(l.entries, e)
	}
}

func plainWords(words []string) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = plain(w)
	}
	return all
}

// Overview is a page that lists all that has a page, in Markdown.
func (l *Library) Overview() string {
	var b strings.Builder
	b.WriteString("# hewq\n\n")
	for _, g := range l.Sections() {
		fmt.Fprintf(&b, "## %s\n\n%s\n", g.Title, Listing(g.Entries))
	}
	return b.String()
}

// Sections are all entries that are part of no other, by their kind: the contents of the manual.
func (l *Library) Sections() []Group {
	var builtin, imported []*Entry
	for _, m := range l.Of(ModuleKind) {
		if m.Builtin() {
			builtin = append(builtin, m.Parts...)
		} else {
			imported = append(imported, m)
		}
	}
	var types, functions []*Entry
	for _, e := range builtin {
		if e.Kind == "function" {
			functions = append(functions, e)
		} else {
			types = append(types, e)
		}
	}
	return []Group{
		{"The language", l.Of(TopicKind)},
		{"Built-in types", types},
		{"Built-in functions", functions},
		{"Modules", imported},
		{"Documents", l.Of(DocumentKind)},
		{"Errors and warnings", l.Of(CodeKind)},
		{"Modules of Hew that hewq does not have", l.Of(MissingKind)},
	}
}
