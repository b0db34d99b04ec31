// Command hewq runs and checks programs of the Hew language.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/charmbracelet/x/term"

	"hewq/internal/cli"
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
	Lsp     lspCommand     `cmd:"" help:"Answer an editor, by the Language Server Protocol."`
	Repl    replCommand    `cmd:"" help:"Evaluate what is typed; hewq alone does so on a terminal."`
	Eval    evalCommand    `cmd:"" help:"Evaluate an expression."`
	Doc     docCommand     `cmd:"" help:"Show the documentation of a module, a name or a word of the language."`
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
  hewq doc fs.read
  hewq explain type-mismatch
  hewq init hello
  hewq version`

// A process is the surroundings of a command.
type process struct {
	lookup  func(string) (string, bool)
	environ []string // all variables, as NAME=VALUE
	typed   []string // the words of the command line
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
	p.typed = words
	if c, ok := plainRun(words); ok {
		return p.finish(c.Run(p))
	}
	if len(words) == 0 {
		if in, ok := p.stdin.(*os.File); ok && isTerminal(in) && isTerminal(p.stdout) {
			words = []string{"repl"}
		} else {
			words = []string{"--help"}
		}
	}
	root := commands()
	command, err := root.Parse(customary(words))
	switch {
	case errors.Is(err, cli.ErrHelp):
		width, _ := p.textSize()
		return p.finish(command.PrintHelp(p.stdout, width))
	case err != nil:
		return p.misused(command, err)
	}
	switch c := command.Target.(type) {
	case interface{ Run(*process) error }:
		return p.finish(c.Run(p))
	case interface {
		Run(*process, *cli.Command) error
	}:
		return p.finish(c.Run(p, root))
	}
	panic("the command " + command.Name + " cannot be run")
}

// commands are those of hewq.
func commands() *cli.Command { return cli.New(new(commandLine), "hewq", description) }

// textSize is how many columns a text on the standard output has, and how many lines its terminal shows. Lines of more
// than 100 columns do not read well. Without a terminal there are 80 columns, and 0 lines.
func (p *process) textSize() (columns, lines int) {
	columns, lines, err := term.GetSize(p.stdout.Fd())
	if err != nil || columns <= 0 {
		return 80, 0
	}
	return min(columns, 100), lines
}

// customary gives the words of hewq's own for those that people bring from other commands.
func customary(words []string) []string {
	switch words[0] {
	case "help":
		command := words[1:min(len(words), 2)]
		if len(words) > 2 && words[1] == "watch" {
			command = words[1:3]
		}
		return append(slices.Clone(command), "--help") // what follows is not run
	case "--version", "-V":
		return []string{"version"}
	}
	return words
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
func (p *process) misused(command *cli.Command, err error) int {
	message := err.Error()
	if unknown := (*cli.UnknownError)(nil); errors.As(err, &unknown) {
		message = unknownCommand(command, unknown.Word)
	}
	return p.refuse(message, command.Path()+" --help")
}

// refuse says why a command line is wrong and which command tells more.
func (p *process) refuse(message, help string) int {
	fmt.Fprintf(p.stderr, "hewq: %s\n`%s` shows what is accepted\n", message, help)
	p.status = exitUsage
	return p.status
}

// habits are commands of hewq by the names that other tools have for such.
var habits = map[string]string{
	"build": "check", "compile": "check", "lint": "check", "vet": "check",
	"console": "repl", "shell": "repl",
	"create": "init", "new": "init",
	"exec": "run", "start": "run",
	"format": "fmt",
	"docs":   "doc",
}

// unknownCommand says that a command has no command with a name, and which one may be meant.
func unknownCommand(of *cli.Command, word string) string {
	if strings.HasSuffix(word, ".hew") {
		return fmt.Sprintf("`%s` is not a command; to run it: hewq run %s", word, word)
	}
	var names []string
	for _, c := range of.Commands {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	message := fmt.Sprintf("there is no command `%s`", word)
	if _, below, ok := strings.Cut(of.Path(), " "); ok {
		message = fmt.Sprintf("`%s` has no command `%s`", below, word)
	}
	near := diag.Nearest(word, names)
	if habit := habits[word]; slices.Contains(names, habit) {
		near = habit
	}
	if near != "" {
		message += fmt.Sprintf("; there is `%s`", near)
	}
	return message
}
