package main

// This file is `hewq doc`.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"hewq/lang/diag"
	"hewq/lang/parser"
	"hewq/manual"
	"hewq/manual/terminal"
	"hewq/stdlib"
)

type docCommand struct {
	colorFlag
	JSON  bool            `name:"json" help:"Print an array with an object for each entry that is found, for tools."`
	HTML  string          `name:"html" placeholder:"FOLDER" complete:"folders" help:"Write pages for browsers, with a search, to a folder, which is made if it does not exist."`
	Serve optionalAddress `placeholder:"ADDRESS" help:"Show these pages to browsers at an address, 127.0.0.1 and a free port if it is not given, until Ctrl-C."`
	Words []string        `arg:"" optional:"" name:"name" complete:"documented" help:"A module, a name, a word of the language, the code of an error, a document, or a file; all are listed without it. Several words are looked for together."`
}

// Help shows what the flags and arguments do not say.
func (docCommand) Help() string {
	return `On a terminal, what is longer than the terminal is shown by the program that $PAGER names, or less. The exit status is 1 if nothing has the name.

Of what nothing is called, what has all words of it in its name or its summary is listed.

Of a file its public names are shown, or all if none is public; FILE::NAME is one of them.

--json: each entry has the strings id, kind and name, and where they exist signature, summary, text (Markdown), module, import and parts, an array of entries. An id that stands in a link of a text begins with ` + "`" + manual.Scheme + "`" + `. Without a name all entries are printed, without their texts.

Examples:

  hewq doc
  hewq doc fs
  hewq doc fs.read
  hewq doc Vec.push
  hewq doc match
  hewq doc stream finish
  hewq doc unknown-name
  hewq doc shapes.hew::area
  hewq doc --html site
  hewq doc --serve
`
}

// Run shows the documentation.
func (c *docCommand) Run(p *process) error {
	l := manual.New(stdlib.Modules)
	name := strings.Join(c.Words, " ")
	switch {
	case name != "" && (c.HTML != "" || c.Serve.on):
		p.refuse("--html and --serve take no name: they have all", "hewq doc --help")
		return nil
	case c.HTML != "" && c.Serve.on, c.JSON && (c.HTML != "" || c.Serve.on):
		p.refuse("--json, --html and --serve do not go together", "hewq doc --help")
		return nil
	case c.HTML != "":
		return c.write(p, l)
	case c.Serve.on:
		return c.serve(p, l)
	}
	if name == "" {
		if c.JSON {
			return printJSON(p, l.Entries(), false)
		}
		return c.show(p, l.Overview())
	}
	found, in, err := c.find(p, l, name)
	if err != nil || p.status != exitOK {
		return err
	}
	if len(found) == 0 {
		return c.unknown(p, l, name, in)
	}
	if c.JSON {
		return printJSON(p, found, true)
	}
	return c.show(p, manual.Answer(found))
}

// find finds the entries that the user means, in a file if the name is that of one; in is the entry of the file. What is
// wrong with the file is told.
func (c *docCommand) find(p *process, l *manual.Library, name string) (found []*manual.Entry, in *manual.Entry, err error) {
	file, part, _ := strings.Cut(name, "::")
	if filepath.Ext(file) != ".hew" {
		return l.Find(name), nil, nil
	}
	src, err := p.read(file)
	if err != nil {
		return nil, nil, err
	}
	parsed, mistakes := parser.ParseFile(src)
	if len(mistakes) > 0 {
		p.status = exitFailed
		return nil, nil, diag.Render(p.stderr, mistakes, c.options(p, p.stderr))
	}
	in = manual.OfFiles(filepath.ToSlash(file), parsed)
	if part == "" {
		return []*manual.Entry{in}, in, nil
	}
	return in.Named(part), in, nil
}

// unknown tells that nothing has the name, in a file if there is one.
func (c *docCommand) unknown(p *process, l *manual.Library, name string, in *manual.Entry) error {
	p.status = exitFailed
	text, list := "", "hewq doc"
	if in == nil {
		text = l.Unknown(name)
	} else {
		list += " " + in.ID
		text = fmt.Sprintf("nothing is called `%s`", name)
		if near := in.Near(name[strings.Index(name, "::")+len("::"):]); near != "" {
			text += fmt.Sprintf("; did you mean `%s`?", near)
		}
		text += "\n"
	}
	_, err := fmt.Fprintf(p.stderr, "hewq: %s`%s` lists all\n", text, list)
	return err
}

// show shows a page, by a pager if it is longer than the terminal.
func (c *docCommand) show(p *process, markdown string) error {
	width, height := p.textSize()
	text := terminal.Render(markdown, terminal.Options{Width: width, Color: c.options(p, p.stdout).Color})
	if height > 0 && strings.Count(text, "\n") >= height && p.page(text) {
		return nil
	}
	_, err := p.stdout.WriteString(text)
	return err
}

// page shows a text by a pager, and tells whether that began.
func (p *process) page(text string) bool {
	pager := p.pager(text)
	if pager == nil {
		return false
	}
	pager.Stdout, pager.Stderr = p.stdout, p.stderr
	err := pager.Run()
	return !errors.Is(err, exec.ErrNotFound) && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, os.ErrPermission)
}

// pager is the command that shows a text: what $PAGER names, else less. It is nil if that is to show nothing.
func (p *process) pager(text string) *exec.Cmd {
	words := []string{"less", "-R"}
	if named, ok := p.lookup("PAGER"); ok {
		words = strings.Fields(named)
	}
	if len(words) == 0 || words[0] == "cat" {
		return nil
	}
	pager := exec.Command(words[0], words[1:]...)
	pager.Stdin = strings.NewReader(text)
	if named := filepath.Base(words[0]); strings.HasPrefix(named, "less") && len(words) == 1 {
		pager.Args = append(pager.Args, "-R")
	}
	return pager
}

// A jsonEntry is an entry for tools.
type jsonEntry struct {
	ID        string      `json:"id"`
	Kind      string      `json:"kind"`
	Name      string      `json:"name"`
	Signature string      `json:"signature,omitempty"`
	Summary   string      `json:"summary,omitempty"`
	Text      string      `json:"text,omitempty"`
	Module    string      `json:"module,omitempty"`
	Import    string      `json:"import,omitempty"`
	Parts     []jsonEntry `json:"parts,omitempty"`
}

// printJSON prints entries, in full with their texts and parts.
func printJSON(p *process, entries []*manual.Entry, full bool) error {
	all := make([]jsonEntry, len(entries))
	for i, e := range entries {
		all[i] = jsonOf(e, full)
	}
	out := json.NewEncoder(p.stdout)
	out.SetEscapeHTML(false)
	return out.Encode(all)
}

func jsonOf(e *manual.Entry, full bool) jsonEntry {
	j := jsonEntry{ID: e.ID, Kind: e.Kind, Name: e.Name, Signature: e.Signature, Summary: e.Summary, Import: e.Import()}
	if e.Module != nil {
		j.Module = e.Module.ID
	}
	if full {
		j.Text = e.Text()
		for _, part := range e.Parts {
			j.Parts = append(j.Parts, jsonOf(part, true))
		}
	}
	return j
}
