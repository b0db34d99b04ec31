// Command hewq runs and checks programs of the Hew language.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"hewq/lang/diag"
)

// The exit statuses of hewq itself. A program that runs decides its own.
const (
	exitOK     = 0
	exitFailed = 1 // a source is wrong or cannot be read
	exitUsage  = 2 // the command line is wrong
)

// The commandLine is what hewq accepts.
type commandLine struct {
	Run     runCommand     `cmd:"" help:"Run a program."`
	Check   checkCommand   `cmd:"" help:"Say whether programs are right, without running them."`
	Test    testCommand    `cmd:"" help:"Run the tests of programs."`
	Watch   watchCommand   `cmd:"" help:"Run a command again whenever a program changes."`
	Worker  workerCommand  `cmd:"" hidden:"" name:"test-worker"`
	Fix     fixCommand     `cmd:"" help:"Correct what is wrong with programs, where that is certain."`
	Fmt     fmtCommand     `cmd:"" help:"Write programs in the style of the language."`
	Repl    replCommand    `cmd:"" help:"Evaluate what is typed; hewq alone does so on a terminal."`
	Eval    evalCommand    `cmd:"" help:"Evaluate an expression."`
	Explain explainCommand `cmd:"" help:"Explain the code of an error or a warning."`
	Init    initCommand    `cmd:"" help:"Make a folder with a program to begin from."`
	Version versionCommand `cmd:"" help:"Print the version."`

	Completions completionsCommand `cmd:"" help:"Print what makes a shell complete command lines of hewq."`
	Man         manCommand         `cmd:"" help:"Write manual pages."`
	Words       wordsCommand       `cmd:"" hidden:"" name:"complete-words"`
}

const description = `hewq runs programs of the Hew language, version 0.5.6.

Examples:

  hewq run hello.hew
  hewq check hello.hew
  hewq fix hello.hew
  hewq fmt hello.hew
  hewq test
  hewq watch run hello.hew
  hewq eval '6 * 7'
  hewq repl
  hewq explain type-mismatch
  hewq init hello
  hewq version`

// A process is the surroundings of a command.
type process struct {
	lookup  func(string) (string, bool)
	environ []string // all variables, as NAME=VALUE
	stdin   io.Reader
	stdout  *os.File
	stderr  *os.File
	status  int // of the exit, set by the command
}

func main() {
	restCollector(os.LookupEnv)
	p := &process{lookup: os.LookupEnv, environ: os.Environ(), stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	os.Exit(p.execute(os.Args[1:]))
}

// execute runs the command that the words of a command line name and gives its exit status.
func (p *process) execute(words []string) (status int) {
	defer func() {
		if cause := recover(); cause != nil {
			fmt.Fprintf(p.stderr, "hewq: internal error: %v\n\n%s\nthis is a bug in hewq\n", cause, debug.Stack())
			status = exitFailed
		}
	}()
	if c, ok := plainRun(words); ok {
		return p.finish(c.Run(p))
	}
	var line commandLine
	ended := -1 // the exit that kong asked for, after --help
	parser, err := kong.New(&line,
		kong.Name("hewq"),
		kong.Description(description),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(code int) { ended = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoAppDescFormat: true, WrapUpperBound: 100}),
		kong.Help(printHelp),
	)
	if err != nil {
		panic(err)
	}
	if len(words) == 0 {
		if in, ok := p.stdin.(*os.File); ok && isTerminal(in) && isTerminal(p.stdout) {
			words = []string{"repl"}
		} else {
			words = []string{"--help"}
		}
	}
	ctx, err := parser.Parse(customary(words))
	if ended >= 0 {
		return ended
	}
	if err != nil {
		return p.misused(err, words)
	}
	return p.finish(ctx.Run(p))
}

// customary gives the words of hewq's own for those that people bring from other commands.
func customary(words []string) []string {
	switch words[0] {
	case "help":
		return append(slices.Clone(words[1:]), "--help")
	case "--version":
		return []string{"version"}
	}
	return words
}

// printHelp prints help as kong does, but with the flags where they have to stand.
func printHelp(o kong.HelpOptions, ctx *kong.Context) error {
	var b bytes.Buffer
	out := ctx.Stdout
	ctx.Stdout = &b
	err := kong.DefaultHelpPrinter(o, ctx)
	ctx.Stdout = out
	if err != nil {
		return err
	}
	usage, rest, _ := strings.Cut(b.String(), "\n")
	if command := ctx.Selected(); command != nil {
		name := command.FullPath()
		usage = strings.Replace(strings.TrimSuffix(usage, " [flags]"), name, name+" [flags]", 1)
	}
	rest = strings.ReplaceAll(rest, "=[FILE]", "[=FILE]") // a value that may be left out
	_, err = io.WriteString(out, usage+"\n"+rest)
	return err
}

// finish reports the error of a command, if any, and gives the exit status.
func (p *process) finish(err error) int {
	if err != nil {
		fmt.Fprintf(p.stderr, "hewq: %v\n", err)
		return exitFailed
	}
	return p.status
}

// misused says what is wrong with a command line, and where to read more.
func (p *process) misused(err error, words []string) int {
	message, help := err.Error(), "hewq --help"
	if at := (*kong.ParseError)(nil); errors.As(err, &at) && at.Context != nil {
		if command := at.Context.Selected(); command != nil {
			help = command.FullPath() + " --help"
		} else if !strings.HasPrefix(words[0], "-") {
			message = unknownCommand(at.Context, words[0])
		}
	}
	return p.refuse(message, help)
}

// refuse says why a command line is wrong and which command tells more.
func (p *process) refuse(message, help string) int {
	fmt.Fprintf(p.stderr, "hewq: %s\n`%s` shows what is accepted\n", message, help)
	p.status = exitUsage
	return p.status
}

func unknownCommand(ctx *kong.Context, word string) string {
	if strings.HasSuffix(word, ".hew") {
		return fmt.Sprintf("`%s` is not a command; to run it: hewq run %s", word, word)
	}
	var names []string
	for _, c := range ctx.Model.Children {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	if near := diag.Nearest(word, names); near != "" {
		return fmt.Sprintf("there is no command `%s`; there is `%s`", word, near)
	}
	return fmt.Sprintf("there is no command `%s`", word)
}
