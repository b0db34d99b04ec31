package main

// This file finds what may stand at the end of a command line, for the completion of shells.

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"hewq/internal/cli"
	"hewq/lang/diag"
	"hewq/lang/parser"
	"hewq/manual"
	"hewq/stdlib"
	"hewq/testrun"
)

// The wordsCommand is what the scripts of `hewq completions` ask. Its first word is the one that is being typed,
// behind a `=`, so that it is never empty; the others are those before it.
//
// It prints a line for each word that may stand there, with a tab and what it means behind it. The line
// `:files PREFIX ENDINGS`, with tabs between, stands for the names of files that have one of the endings, and of
// folders, behind PREFIX, which is a part of the word; without endings, for all files; with `/`, for folders alone.
type wordsCommand struct {
	Words []string `arg:"" passthrough:""`
}

// Run prints the words.
func (c *wordsCommand) Run(p *process, root *cli.Command) error {
	typed, ok := strings.CutPrefix(c.Words[0], "=")
	if !ok {
		return errors.New("expected `=` before the word that is being typed")
	}
	line := typedLine{node: root}
	for _, word := range c.Words[1:] {
		line.read(word)
	}
	var b strings.Builder
	for _, o := range line.offers(typed) {
		b.WriteString(o.String() + "\n")
	}
	_, err := p.stdout.WriteString(b.String())
	return err
}

// An offer is a line of the answer.
type offer struct {
	word, about string
	files       bool   // the word is PREFIX
	endings     string // of the files
}

func (o offer) String() string {
	switch {
	case o.files:
		return ":files\t" + o.word + "\t" + o.endings
	case o.about == "":
		return o.word
	}
	return o.word + "\t" + o.about
}

// A typedLine is what is known of a command line behind some words.
type typedLine struct {
	node   *cli.Command // the command
	given  []string     // words that are arguments of it
	flag   *cli.Value   // whose value comes next, if not nil
	behind bool         // `--` was there, so flags are arguments as well
}

// read takes in the next word.
func (l *typedLine) read(word string) {
	argument := l.argument()
	switch {
	case l.flag != nil:
		l.flag = nil
	case l.behind || argument != nil && argument.Passthrough:
		l.given = append(l.given, word)
	case word == "--":
		l.behind = true
	case isFlag(word):
		l.flag = l.expecting(word)
	case len(l.given) == 0 && l.node.Command(word) != nil:
		l.node = l.node.Command(word)
	case l.node.Parent == nil && word == "help":
	default:
		l.given = append(l.given, word)
	}
}

// isFlag tells whether a word is a flag; a `-` alone is the standard input.
func isFlag(word string) bool { return strings.HasPrefix(word, "-") && word != "-" }

// argument is the one that comes next, or nil.
func (l *typedLine) argument() *cli.Value {
	all := l.node.Args
	if len(l.given) < len(all) {
		return all[len(l.given)]
	}
	if len(all) > 0 && all[len(all)-1].Repeated {
		return all[len(all)-1]
	}
	return nil
}

// flags are those that the command has.
func (l *typedLine) flags() []*cli.Value { return append([]*cli.Value{helpFlag}, l.node.Flags...) }

// helpFlag is the flag that all commands have.
var helpFlag = &cli.Value{Name: "help", Short: "h", Help: "Show this help.", Flag: true, Switch: true}

// expecting is the flag that a word names, if its value is the next word, else nil.
func (l *typedLine) expecting(word string) *cli.Value {
	for _, f := range l.flags() {
		if f.Switch || f.Bare {
			continue
		}
		if word == "--"+f.Name || f.Short != "" && word == "-"+f.Short {
			return f
		}
	}
	return nil
}

// offers are what may be typed instead of a word that has been begun.
func (l *typedLine) offers(typed string) []offer {
	argument := l.argument()
	if l.flag != nil {
		return l.values(l.flag, "", typed)
	}
	if isFlagBegun(typed) && !l.behind && (argument == nil || !argument.Passthrough) {
		name, value, ok := strings.Cut(typed, "=")
		if !ok {
			return l.flagNames(typed)
		}
		for _, f := range l.flags() {
			if name == "--"+f.Name {
				return l.values(f, name+"=", value)
			}
		}
		return nil
	}
	var found []offer
	if len(l.given) == 0 && !l.behind {
		for _, c := range l.node.Commands {
			if !c.Hidden {
				found = append(found, offer{word: c.Name, about: firstSentence(c.Help)})
			}
		}
		found = begun(found, "", typed)
	}
	if argument != nil {
		found = append(found, l.values(argument, "", typed)...)
	}
	return found
}

// isFlagBegun tells whether a word may become a flag.
func isFlagBegun(word string) bool { return strings.HasPrefix(word, "-") }

func (l *typedLine) flagNames(typed string) []offer {
	var names []offer
	for _, f := range l.flags() {
		names = append(names, offer{word: "--" + f.Name, about: firstSentence(f.Help)})
	}
	return begun(names, "", typed)
}

// values are what a flag or an argument may be; prefix is what stands before it in its word.
func (l *typedLine) values(v *cli.Value, prefix, typed string) []offer {
	if v.Flag && v.Sep != "" {
		last := strings.LastIndex(typed, v.Sep) + 1
		prefix, typed = prefix+typed[:last], typed[last:]
	}
	if v.Enum != nil {
		var words []offer
		for _, w := range v.Enum {
			words = append(words, offer{word: w})
		}
		return begun(words, prefix, typed)
	}
	switch v.Tag.Get("complete") {
	case "programs":
		return []offer{{word: prefix, files: true, endings: "hew"}}
	case "folders":
		return []offer{{word: prefix, files: true, endings: "/"}}
	case "files":
		return []offer{{word: prefix, files: true}}
	case "codes":
		return begun(codes(func(diag.CodeDoc) bool { return true }), prefix, typed)
	case "warnings":
		return begun(codes(func(d diag.CodeDoc) bool { return d.Severity == diag.Warning }), prefix, typed)
	case "documented":
		if file, _, ok := strings.Cut(typed, "::"); ok && strings.HasSuffix(file, ".hew") {
			return begun(namesIn(file), prefix+file+"::", typed[len(file)+len("::"):])
		}
		offers := begun(documented(typed), prefix, typed)
		if typed != "" {
			offers = append(offers, offer{word: prefix, files: true, endings: "hew"})
		}
		return offers
	case "tests":
		return begun(l.tests(l.given), prefix, typed)
	case "tested":
		file, _, ok := strings.Cut(typed, "::")
		if !ok {
			return []offer{{word: prefix, files: true, endings: "hew txtar"}}
		}
		return begun(l.tests([]string{file}), prefix+file+"::", typed[len(file)+len("::"):])
	}
	return nil
}

// begun are those words that begin with what was typed, behind a prefix; if there are none, those that do but for case
// and begin as the first of them does, since a shell may put what they have in common in the place of what was typed.
func begun(words []offer, prefix, typed string) (those []offer) {
	for _, o := range words {
		if strings.HasPrefix(o.word, typed) {
			those = append(those, o)
		}
	}
	if len(those) == 0 {
		for _, o := range words {
			same := len(o.word) >= len(typed) && strings.EqualFold(o.word[:len(typed)], typed)
			if same && (len(those) == 0 || o.word[:len(typed)] == those[0].word[:len(typed)]) {
				those = append(those, o)
			}
		}
	}
	for i := range those {
		those[i].word = prefix + those[i].word
	}
	return those
}

func codes(wanted func(diag.CodeDoc) bool) (all []offer) {
	for _, d := range diag.Codes() {
		if wanted(d) {
			all = append(all, offer{word: string(d.Code), about: d.Summary})
		}
	}
	return all
}

// documented is all that `hewq doc` knows. Once something is typed, that has the words that pages about the language
// explain, and names without their modules, too.
func documented(typed string) (all []offer) {
	short := typed != "" && !strings.ContainsAny(typed, ".:/")
	seen := map[string]bool{}
	add := func(word, about string) {
		if !seen[word] {
			seen[word] = true
			all = append(all, offer{word: word, about: about})
		}
	}
	for _, e := range manual.New(stdlib.Modules).Entries() {
		if e.Kind == manual.WordKind {
			continue
		}
		name := e.Name
		if e.Kind == manual.DocumentKind && strings.HasPrefix(typed, "docs/") {
			name = e.ID
		} else if e.Kind == manual.TopicKind || e.Kind == manual.DocumentKind {
			name = e.ID[strings.Index(e.ID, "/")+1:]
		}
		add(name, e.Summary)
		if !short {
			continue
		}
		for _, word := range e.Words {
			if !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
				add(word, e.Summary)
			}
		}
		if e.Module != nil && e.Owner == nil {
			add(e.Word(), e.Summary)
		}
	}
	return all
}

// namesIn are the public names of a file, or all if none is public.
func namesIn(file string) (all []offer) {
	src, err := testrun.ReadSource(file)
	if err != nil {
		return nil
	}
	parsed, _ := parser.ParseFile(src)
	var add func(e *manual.Entry, before string)
	add = func(e *manual.Entry, before string) {
		for _, part := range e.Parts {
			all = append(all, offer{word: before + part.Word(), about: part.Summary})
			add(part, before+part.Word()+".")
		}
	}
	add(manual.OfFiles(file, parsed), "")
	return all
}

// tests are the names of those in files and folders, or in the current folder. What is wrong with them is told
// by `hewq test`.
func (l *typedLine) tests(paths []string) (all []offer) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	found, err := testrun.Find(new(testCommand).wanted(), paths)
	if err != nil {
		return nil
	}
	for _, t := range found.Tests {
		if slices.ContainsFunc(all, func(o offer) bool { return o.word == t.Name }) {
			continue // another file has a test of that name
		}
		o := offer{word: t.Name}
		if t.File != t.Name {
			o.about = t.File
		}
		all = append(all, o)
	}
	return all
}

// firstSentence is the beginning of a help text, up to its first sign of a pause.
func firstSentence(text string) string {
	for _, sign := range []string{". ", "; ", ": "} {
		text, _, _ = strings.Cut(text, sign)
	}
	return strings.TrimSuffix(text, ".")
}
