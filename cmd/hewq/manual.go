package main

// This file makes pages of a manual from the commands and flags, in the language mdoc(7).

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hewq/internal/cli"
)

// A manPage is a page of section 1.
type manPage struct{ name, text string }

// manPages are the pages of a command and of all below it, its own first; day is their date.
func manPages(n *cli.Command, day time.Time) []manPage {
	w := &manWriter{}
	name := pageName(n)
	w.line(".Dd", day.Format("January 2, 2006"))
	w.line(".Dt", strings.ToUpper(name), "1")
	w.line(".Os")
	w.line(".Sh NAME")
	w.line(".Nm", plainWord(name))
	about := n.Help
	if n.Parent == nil {
		about = "run, check and test programs of the Hew language."
	}
	w.line(".Nd", lowered(escaped(strings.TrimSuffix(about, "."))))
	w.line(".Sh SYNOPSIS")
	w.synopsis(n)
	w.line(".Sh DESCRIPTION")
	detail := n.Detail
	if n.Parent == nil {
		detail = n.Help
	}
	text, examples := beforeExamples(detail)
	if text == "" {
		text = n.Help
	}
	w.prose(text)
	w.commands(n)
	w.arguments(n)
	if n.Parent == nil {
		w.application()
	}
	if examples != "" {
		w.line(".Sh EXAMPLES")
		w.prose(examples)
	}
	if n.Parent != nil {
		w.line(".Sh SEE ALSO")
		w.line(".Xr", pageName(n.Parent), "1")
	}

	pages := []manPage{{name, w.b.String()}}
	for _, c := range n.Commands {
		if !c.Hidden {
			pages = append(pages, manPages(c, day)...)
		}
	}
	return pages
}

// pageName is the name of the page of a command.
func pageName(n *cli.Command) string { return strings.ReplaceAll(n.Path(), " ", "-") }

// A manWriter writes a page.
type manWriter struct{ b strings.Builder }

// line writes a line of words.
func (w *manWriter) line(words ...string) { w.b.WriteString(strings.Join(words, " ") + "\n") }

func (w *manWriter) synopsis(n *cli.Command) {
	w.line(".Nm", plainWord(n.Path()))
	if len(n.Commands) > 0 {
		w.line(".Ar command")
	}
	w.line(".Op Ar flags")
	for _, a := range n.Args {
		word := ".Ar " + plainWord(a.Name)
		if !a.Required {
			word = ".Op Ar " + plainWord(a.Name)
		}
		if a.Repeated {
			word += " ..."
		}
		w.line(word)
	}
}

// commands lists what is below a command.
func (w *manWriter) commands(n *cli.Command) {
	if len(n.Commands) == 0 {
		return
	}
	w.line(".Sh COMMANDS")
	w.line(".Bl -tag -width Ds")
	for _, c := range n.Commands {
		if !c.Hidden {
			w.line(".It Xr", pageName(c), "1")
			w.prose(c.Help)
		}
	}
	w.line(".El")
}

// arguments lists the arguments and flags of a command.
func (w *manWriter) arguments(n *cli.Command) {
	if len(n.Args) > 0 {
		w.line(".Pp")
		w.line("The arguments are:")
		w.line(".Bl -tag -width Ds")
		for _, a := range n.Args {
			w.line(".It Ar", plainWord(a.Name))
			w.prose(a.Help)
		}
		w.line(".El")
	}
	w.line(".Pp")
	w.line("The flags are:")
	w.line(".Bl -tag -width Ds")
	for _, f := range append([]*cli.Value{helpFlag}, n.Flags...) {
		name := ""
		if f.Short != "" {
			name = "Fl " + f.Short + " , "
		}
		name += "Fl -" + escaped(f.Name)
		switch {
		case f.Switch:
		case f.Bare:
			name += " Ns Op = Ns Ar " + plainWord(f.Placeholder)
		default:
			name += " Ns = Ns Ar " + plainWord(f.Placeholder)
		}
		if f.Sep != "" {
			name += " Ns " + plainWord(f.Sep+"...")
		}
		w.line(".It", name)
		w.prose(f.Help)
	}
	w.line(".El")
}

// application tells what all commands have in common.
func (w *manWriter) application() {
	w.line(".Sh ENVIRONMENT")
	w.line(".Bl -tag -width Ds")
	for _, v := range []struct{ name, does string }{
		{"NO_COLOR", "If it is set, nothing is coloured, unless --color=always is given."},
		{"HEWQ_QUIC_ALPN", "The protocols that QUIC clients offer and servers insist on, separated by commas. There are more variables with names like this one: docs/quic.md of hewq has all."},
		{"SSLKEYLOGFILE", "A file to which the keys of QUIC connections are written."},
		{"QLOGDIR", "A folder to which qlog files of QUIC connections are written."},
		{"XDG_STATE_HOME", "The folder that has the history of the prompt, in hewq/history; ~/.local/state if it is not set."},
	} {
		w.line(".It Ev", v.name)
		w.prose(v.does)
	}
	w.line(".El")
	w.line(".Sh EXIT STATUS")
	w.line(".Bl -tag -width Ds")
	for _, s := range []struct{ status, means string }{
		{"0", "All went well."},
		{"1", "A source is wrong or cannot be read, a test or a program failed."},
		{"2", "The command line is wrong."},
		{"101", "The program panicked."},
		{"124", "The time of --timeout is over."},
		{"130", "Ctrl-C ended it."},
		{"143", "SIGTERM ended it."},
	} {
		w.line(".It", s.status)
		w.prose(s.means)
	}
	w.line(".El")
	w.prose("Any other status is that with which a program ended.")
}

// prose writes paragraphs, each sentence on a line; lines that are indented stay as they are.
func (w *manWriter) prose(text string) {
	literal, first := false, true
	for paragraph := range strings.SplitSeq(strings.Trim(text, "\n"), "\n\n") {
		indented := strings.HasPrefix(paragraph, "  ")
		switch {
		case literal:
			w.line(".Ed")
		case !first && !indented:
			w.line(".Pp")
		}
		first, literal = false, indented
		if !indented {
			for _, sentence := range sentences(paragraph) {
				w.line(escaped(sentence) + ".")
			}
			continue
		}
		w.line(".Bd -literal -offset indent")
		for line := range strings.SplitSeq(paragraph, "\n") {
			w.line(escaped(strings.TrimPrefix(line, "  ")))
		}
	}
	if literal {
		w.line(".Ed")
	}
}

// sentences are those of a paragraph, without their periods. `... crashed` is within one.
func sentences(paragraph string) (all []string) {
	begin := 0
	for at := range len(paragraph) - 2 {
		if paragraph[at:at+2] == ". " && !strings.HasSuffix(paragraph[:at], ".") {
			all = append(all, paragraph[begin:at])
			begin = at + 2
		}
	}
	return append(all, paragraph[begin:])
}

// beforeExamples cuts a text where its examples begin.
func beforeExamples(text string) (before, examples string) {
	for _, head := range []string{"Examples:\n\n", "Example:\n\n"} {
		if before, examples, ok := strings.Cut(text, head); ok {
			return strings.TrimSpace(before), examples
		}
	}
	return text, ""
}

// escaped is a text line without meaning to mdoc.
func escaped(text string) string {
	text = strings.NewReplacer(`\`, `\e`, `-`, `\-`).Replace(strings.TrimSuffix(text, "."))
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

// plainWord is a word that is not a macro and has no delimiters.
func plainWord(text string) string { return `\&` + strings.ReplaceAll(text, `\`, `\e`) }

// lowered is a sentence that begins small, as the NAME of a page does.
func lowered(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return fmt.Sprintf("%c%s", unicode.ToLower(r), text[size:])
}
