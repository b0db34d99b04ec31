package manual_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"hewq/docs"
	"hewq/internal/examples"
	"hewq/lang/diag"
	"hewq/lang/doc"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/manual"
	"hewq/sandbox"
	"hewq/stdlib"
)

// TestFind holds what is found first by what people say.
func TestFind(t *testing.T) {
	l := manual.New(stdlib.Modules)
	for name, want := range map[string]string{
		"fs.read":                    "std::fs.read",
		"std::fs::read":              "std::fs.read",
		"std::fs":                    "std::fs",
		"fs":                         "std::fs",
		"quic":                       "std::net::quic",
		"net::quic":                  "std::net::quic",
		"quic.new_server":            "std::net::quic.new_server",
		"new_server":                 "std::net::quic.new_server",
		"sender":                     "std::channel::channel.Sender",
		"quic.new_server()":          "std::net::quic.new_server",
		"QUICStream":                 "std::net::quic.QUICStream",
		"QUICStream.recv":            "std::net::quic.QUICStream.recv",
		"quic.QUICStream.recv":       "std::net::quic.QUICStream.recv",
		"Vec.push":                   "Vec.push",
		"Vec::push":                  "Vec.push",
		"vec.PUSH":                   "Vec.push",
		"string":                     "string",
		"string.len":                 "string.len",
		"std::string":                "std::string",
		"Option":                     "Option",
		"i64.wrapping_add":           "i64.wrapping_add",
		"println":                    "println",
		"match":                      "language/match",
		"`match`":                    "language/match",
		"supervisor":                 "language/supervisors",
		"f-string":                   "language/f-strings",
		"10ms":                       "language/durations",
		"&&":                         "language/operators",
		"#[every]":                   "language/attributes",
		"unknown-name":               "code/unknown-name",
		"docs/quic.md":               "docs/quic",
		"guide/quic":                 "docs/guide/04-quic",
		"guide":                      "docs/guide/README",
		"differences":                "docs/differences",
		"std::metrics":               "std::metrics",
		"dict":                       "language/collections",
		"Exception":                  "language/errors",
		"class":                      "language/types",
		"exit":                       "exit",
		"panic":                      "panic",
		"elif":                       "language/if",
		"lambda":                     "language/closures",
		"goroutines":                 "language/tasks",
		"wait_group":                 "language/tasks",
		"argv":                       "words/argv",
		"keep-alive":                 "words/keepalive",
		"idle timeout":               "words/idletimeout",
		"AskError.ConnectionDropped": "AskError.ConnectionDropped",
	} {
		found := l.Find(name)
		if len(found) == 0 || found[0].ID != want || len(manual.Best(found)) != 1 {
			t.Errorf("%s finds %v, want %s", name, ids(found), want)
		}
	}
	if found := l.Find("nothing"); len(found) > 0 {
		t.Errorf("nothing finds %v", ids(found))
	}
	for name, want := range map[string]string{"fs.raed": "fs.read", "supervsor": "supervisor", "quick": "std::net::quic", "Vec.psh": "Vec.push", "xyzzyxyzzy": ""} {
		if got := l.Near(name); got != want {
			t.Errorf("%s is near %s, want %s", name, got, want)
		}
	}
}

// TestWords holds that each word of docs/words.md finds its sentence, and that what the sentences name is there.
func TestWords(t *testing.T) {
	l := manual.New(stdlib.Modules)
	spans := regexp.MustCompile("`(?:hewq doc )?([^`(]*)[^`]*`")
	names := regexp.MustCompile(`^(?:std::[a-z:]+|(?:fs|os|io|net|quic|sort|string|fmt|path|scanner)\.[a-z_]+|docs/.*|guide/.*)$`)
	plain := regexp.MustCompile(`^[a-z0-9]{2,}[a-rt-z0-9]$`) // TestFind has some of these
	for _, e := range l.Of(manual.WordKind) {
		for word := range strings.SplitSeq(e.Name, ", ") {
			if !plain.MatchString(word) && !slices.Contains(l.Find(word), e) {
				t.Errorf("%s does not find %s", word, e.ID)
			}
		}
		for _, m := range spans.FindAllStringSubmatch(e.Summary, -1) {
			if names.MatchString(m[1]) && len(l.Find(m[1])) == 0 {
				t.Errorf("%s names %s, which is not there", e.ID, m[1])
			}
		}
	}
	if found := l.Find("xyzzy"); len(found) > 0 || l.Unknown("xyzzy") != "nothing is called `xyzzy`\n" {
		t.Errorf("xyzzy finds %v: %s", ids(found), l.Unknown("xyzzy"))
	}
}

func ids(entries []*manual.Entry) (all []string) {
	for _, e := range entries {
		all = append(all, e.ID)
	}
	return all
}

// TestAllIsThere holds that each word of the language has a page, as each module and each code has.
func TestAllIsThere(t *testing.T) {
	l := manual.New(stdlib.Modules)
	has := func(name, kind string) {
		for _, e := range l.Find(name) {
			if e.Kind == kind {
				return
			}
		}
		t.Errorf("%s has no page of the kind %s", name, kind)
	}
	words := token.Words(^token.Role(0))
	if len(words) < 50 {
		t.Errorf("there are only %d words", len(words))
	}
	for _, w := range words {
		has(w, manual.TopicKind)
	}
	for _, m := range stdlib.Modules {
		has(m.Path, manual.ModuleKind)
	}
	for _, d := range diag.Codes() {
		has(string(d.Code), manual.CodeKind)
	}
}

// TestPages holds that IDs are unique, links lead to entries, and no text is empty.
func TestPages(t *testing.T) {
	l := manual.New(stdlib.Modules)
	known := map[string]bool{}
	for _, e := range l.Entries() {
		if known[e.ID] {
			t.Errorf("%s is there twice", e.ID)
		}
		known[e.ID] = true
		if e.Kind == manual.TopicKind && (e.Summary == "" || e.Name == "") {
			t.Errorf("%s says nothing", e.ID)
		}
	}
	links := regexp.MustCompile(`<` + manual.Scheme + `([^>]*)>`)
	pages := []string{l.Overview()}
	for _, e := range l.Entries() {
		if e.Kind != manual.CodeKind { // their texts are long to make, and have no links
			pages = append(pages, e.Page())
		}
	}
	count := 0
	for _, p := range pages {
		title, _, _ := strings.Cut(p, "\n")
		for _, m := range links.FindAllStringSubmatch(p, -1) {
			if count++; !known[m[1]] {
				t.Errorf("%s leads to %s", title, m[1])
			}
		}
	}
	if count < 1000 {
		t.Errorf("there are only %d links", count)
	}
}

// TestReference runs the examples of the reference.
func TestReference(t *testing.T) {
	l := manual.New(stdlib.Modules)
	for _, e := range l.Of(manual.TopicKind) {
		name := "reference/" + strings.TrimPrefix(e.ID, "language/") + ".md"
		text := docs.Pages()[name]
		found, _ := doc.PageExamples(source.New(name, text))
		if len(found) == 0 {
			t.Errorf("%s has no example", name)
		}
		for _, x := range found {
			t.Run(name+"/"+examples.Name(x), func(t *testing.T) {
				t.Parallel()
				examples.Run(t, name, x, doc.Setting{}, stdlib.Modules, sandbox.Sandbox{Virtual: true})
			})
		}
	}
}
