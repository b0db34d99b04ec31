package cli_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"hewq/internal/cli"
	"hewq/internal/golden"
)

// A commandLine has every kind of flag and argument.
type commandLine struct {
	Send  send  `cmd:"" help:"Send files."`
	Serve serve `cmd:"" help:"Answer."`
	Bare  empty `cmd:"" hidden:"" name:"secret"`
}

type common struct {
	Level string `enum:"low,high" default:"low" placeholder:"LEVEL" help:"How much is told."`
}

type send struct {
	common
	DryRun  bool     `short:"n" help:"Only tell what would be done."`
	Tag     []string `sep:"," placeholder:"TAG" help:"What the files are marked with."`
	Note    *string  `placeholder:"TEXT" help:"What is told with them."`
	Jobs    int      `short:"j" default:"2" placeholder:"N" help:"How many at a time."`
	Seed    *uint32  `placeholder:"N" help:"Where chance begins."`
	Trace   trace    `placeholder:"FILE" help:"Tell what happens."`
	RetryID port     `placeholder:"PORT" help:"Where again."`
	To      string   `arg:"" help:"Where to; a help that is so long that it does not fit into one line of eighty characters beside the name."`
	Files   []string `arg:"" optional:"" name:"file" help:"Which."`
}

func (send) Help() string {
	return "Sends files to a peer, whose name stands first. This paragraph is longer than a line, so it is broken between words.\n\nExamples:\n\n  x send there a b\n"
}

type serve struct {
	Port port     `placeholder:"PORT" help:"Where."`
	What string   `arg:"" help:"What."`
	Args []string `arg:"" optional:"" passthrough:"" help:"All that follows."`
}

type empty struct{}

type trace struct {
	on   bool
	file string
}

func (t *trace) Give(value string, given bool) error {
	if given && value == "" {
		return errors.New("a name is missing")
	}
	t.on, t.file = true, value
	return nil
}

type port uint16

func (p *port) UnmarshalText(text []byte) error {
	if _, err := fmt.Sscanf(string(text), "%d", p); err != nil {
		return fmt.Errorf("`%s` is not a port", text)
	}
	return nil
}

func TestParse(t *testing.T) {
	for _, words := range []string{
		"send there", "send there a b", "send a --dry-run b -j 3", "send -nj3 a", "send --tag=x,y --tag z a",
		"send --note= a", "send --level high a", "send --seed 7 --trace a", "send --trace=t a", "send --retry-id 9 a -- --b",
		"serve x --port 3 -- --help", "serve --port=80 x", "serve -- x", "secret",
		"", "sent", "send", "--what", "send --levle=low a", "send --level=mid a", "send --jobs=x a", "send --jobs", "send --tag",
		"send --trace= a", "send --port 4 a", "send --dry-run=maybe a", "send --seed -1 a", "secret a", "serve --port=x y", "send -x a",
		"send --help", "--help", "serve -h", "send --=x",
	} {
		t.Run(words, func(t *testing.T) {
			var line commandLine
			command, err := cli.New(&line, "x", "Does things.").Parse(strings.Fields(words))
			got := command.Path() + ": "
			switch {
			case errors.Is(err, cli.ErrHelp):
				got += "help"
			case err != nil:
				got += "error: " + err.Error()
			case command.Name == "send":
				s := line.Send
				got += fmt.Sprintf("%s %v %q %v %d %v %v %d %q %q", s.Level, s.DryRun, s.Tag, shown(s.Note), s.Jobs, shown(s.Seed), s.Trace, s.RetryID, s.To, s.Files)
			case command.Name == "serve":
				got += fmt.Sprintf("%d %q %q", line.Serve.Port, line.Serve.What, line.Serve.Args)
			}
			if want := wanted[words]; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func shown[T any](p *T) string {
	if p == nil {
		return "none"
	}
	return fmt.Sprintf("%v", *p)
}

var wanted = map[string]string{
	"send there":                 `x send: low false [] none 2 none {false } 0 "there" []`,
	"send there a b":             `x send: low false [] none 2 none {false } 0 "there" ["a" "b"]`,
	"send a --dry-run b -j 3":    `x send: low true [] none 3 none {false } 0 "a" ["b"]`,
	"send -nj3 a":                `x send: low true [] none 3 none {false } 0 "a" []`,
	"send --tag=x,y --tag z a":   `x send: low false ["x" "y" "z"] none 2 none {false } 0 "a" []`,
	"send --note= a":             `x send: low false []  2 none {false } 0 "a" []`,
	"send --level high a":        `x send: high false [] none 2 none {false } 0 "a" []`,
	"send --seed 7 --trace a":    `x send: low false [] none 2 7 {true } 0 "a" []`,
	"send --trace=t a":           `x send: low false [] none 2 none {true t} 0 "a" []`,
	"send --retry-id 9 a -- --b": `x send: low false [] none 2 none {false } 9 "a" ["--b"]`,
	"serve x --port 3 -- --help": `x serve: 0 "x" ["--port" "3" "--" "--help"]`,
	"serve --port=80 x":          `x serve: 80 "x" []`,
	"serve -- x":                 `x serve: 0 "x" []`,
	"secret":                     `x secret: `,
	"":                           `x: error: a command is missing`,
	"sent":                       "x: error: there is no command `sent`",
	"send":                       `x send: error: expected "<to>"`,
	"--what":                     `x: error: unknown flag --what`,
	"send --levle=low a":         "x send: error: unknown flag --levle; did you mean `--level`?",
	"send --level=mid a":         `x send: error: --level must be one of "low","high" but got "mid"`,
	"send --jobs=x a":            "x send: error: --jobs: expected a whole number, and got `x`",
	"send --jobs":                `x send: error: --jobs needs a value: --jobs=N`,
	"send --tag":                 `x send: error: --tag needs a value: --tag=TAG,...`,
	"send --trace= a":            `x send: error: --trace: a name is missing`,
	"send --port 4 a":            `x send: error: unknown flag --port`,
	"send --dry-run=maybe a":     "x send: error: --dry-run: expected true or false, and got `maybe`",
	"send --seed -1 a":           "x send: error: --seed: expected a whole number from 0 to 4294967295, and got `-1`",
	"send --seed 5000000000 a":   "x send: error: --seed: expected a whole number from 0 to 4294967295, and got `5000000000`",
	"secret a":                   `x secret: error: unexpected argument a`,
	"serve --port=x y":           "x serve: error: --port: `x` is not a port",
	"send -x a":                  `x send: error: unknown flag -x`,
	"send --help":                `x send: help`,
	"--help":                     `x: help`,
	"serve -h":                   `x serve: help`,
	"send --=x":                  `x send: error: bad flag syntax: --=x`,
}

func TestHelp(t *testing.T) {
	root := cli.New(new(commandLine), "x", "Does things.")
	var b strings.Builder
	for _, c := range append([]*cli.Command{root}, root.Commands...) {
		if err := c.PrintHelp(&b, 80); err != nil {
			t.Fatal(err)
		}
		b.WriteString("----\n")
	}
	golden.Check(t, filepath.Join("testdata", "help.txt"), b.String())
}
