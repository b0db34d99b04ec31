package main

// This file is `hewq test`.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"hewq/lang/diag"
	"hewq/testrun"
)

type testCommand struct {
	colorFlag
	warningsFlag
	coverFlag
	sandboxFlags
	NoColor        bool      `help:"The same as --color=never."`
	Filter         string    `placeholder:"TEXT" complete:"tests" help:"Run only tests with TEXT in their name."`
	Format         string    `enum:"text,junit,json" default:"text" placeholder:"FORMAT" help:"text for people, junit for build servers, json for tools: an object on a line for each event."`
	Timeout        timeLimit `default:"30s" placeholder:"TIME" help:"How long each test may take: 500ms, 30 or 30s, 2m."`
	IncludeIgnored bool      `help:"Run the tests with #[ignore] as well."`
	Jobs           int       `short:"j" placeholder:"N" help:"How many tests run at a time; as many as there are processors if it is not given."`
	FailFast       bool      `help:"Begin no test after one has failed."`
	Isolate        bool      `help:"Run each test in a process of its own."`
	Update         bool      `help:"Rewrite golden files, and what cmp compares in .txtar files, with what came."`
	Doc            bool      `help:"Run the examples in the documentation of all files, and nothing else."`
	Watch          bool      `help:"Run the tests again that a change of a file reaches, until Ctrl-C."`
	Memory         byteLimit `default:"1GiB" placeholder:"SIZE" help:"How much memory a process with tests may take."`
	Seed           *uint32   `placeholder:"N" help:"Where the numbers of std::random begin in each test."`
	Paths          []string  `arg:"" optional:"" name:"path" complete:"tested" help:"Files, folders, or PATH::NAME for one test; the current folder if there are none."`
}

// Help shows what the flags and arguments do not say.
func (testCommand) Help() string {
	return `Tests are functions with #[test], in the files that are named, and in folders in the files *_test.hew and all below a folder called tests. Programs NAME.hew with a file NAME.golden beside them are tests of what they print, and scripts NAME.txtar run several processes. A test fails when it panics, traps, returns an Err or exits with a status that is not 0; with #[should_panic] it has to. Tests with #[ignore] are left out. With --doc the tests are the blocks between two lines of three backticks in documentation comments: each is a program, and has to print what its comments behind // => say. Several tests run at a time, each as a program of its own. The exit status is 1 if a test fails or a source is wrong, 130 after Ctrl-C.

Examples:

  hewq test
  hewq test server_test.hew::refuses_strangers
  hewq test --filter handshake --timeout 5s tests
  hewq test --net "delay=20ms loss=2% seed=7" --virtual-time
  hewq test --format junit > report.xml
  hewq test --doc shapes.hew
`
}

// Run runs the tests.
func (c *testCommand) Run(p *process) error {
	if !c.known(p, "hewq test --help") {
		return nil
	}
	p.checkSettings()
	if err := c.misused(); err != nil {
		p.refuse(err.Error(), "hewq test --help")
		return nil
	}
	if !c.known(p, "hewq test --help") {
		return nil
	}
	if c.NoColor {
		c.Color = "never"
	}
	launch, err := launcher()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	defer onSignal(cancel)()
	out := atOnce{newOutput(p.stdout, cancel)}
	runner := &testrun.Runner{
		Launch: launch, Options: c.runOptions(p), Jobs: cmp.Or(c.Jobs, runtime.GOMAXPROCS(0)),
		FailFast: c.FailFast, Ignored: c.IncludeIgnored, Isolate: c.Isolate,
	}
	tell := teller(p.stderr, runner.Explain)
	defer onQuit(func() { tell("") })()
	if c.Watch {
		err = c.watch(ctx, p, runner, out)
	} else {
		err = c.once(ctx, p, runner, out)
	}
	if errors.Is(context.Cause(ctx), errNoReader) {
		p.status = exitNoReader
		return nil
	}
	if sent := (signalled{}); errors.As(context.Cause(ctx), &sent) {
		p.status = sent.status()
	}
	return err
}

// misused says what is wrong with the flags, beyond what each says by itself.
func (c *testCommand) misused() error {
	switch {
	case c.Cover.on && c.Watch:
		return errors.New("--cover and --watch do not go together: after a change only some of the tests run")
	case c.Jobs < 0:
		return errors.New("--jobs: there must be at least 1")
	case int64(c.Memory) < leastMemory:
		return fmt.Errorf("--memory: a process takes at least %s", humanize.IBytes(leastMemory))
	}
	return cmp.Or(c.coverFlag.misused(), c.sandboxFlags.misused())
}

// leastMemory is what a process of tests needs for itself.
const leastMemory = 32 << 20

// once runs the tests.
func (c *testCommand) once(ctx context.Context, p *process, runner *testrun.Runner, out io.Writer) error {
	found, err := c.find(p)
	if err != nil || found == nil {
		return err
	}
	var counts *testrun.Cover
	if c.Cover.on {
		if counts, err = testrun.NewCover(); err != nil {
			return err
		}
		defer counts.Close() // nothing is left to do if that fails
		runner.Options.Cover = counts.Folder
	}
	chosen := c.chosen(found.Tests)
	if len(chosen) == 0 && c.Filter != "" {
		fmt.Fprintf(p.stderr, "hewq: none of the %d tests has `%s` in its name\n", len(found.Tests), c.Filter)
	}
	sum, err := runner.Run(ctx, chosen, c.reporter(p, out))
	if sum.Failed > 0 {
		p.status = exitFailed
	}
	if counts != nil && err == nil {
		err = c.coverage(p, counts, out)
	}
	return err
}

// kinds are all kinds of tests; hewq is the executable for those that need processes.
func kinds(hewq string) []testrun.Kind {
	return []testrun.Kind{testrun.Functions{}, testrun.Goldens{Hewq: hewq}, testrun.Scripts{Hewq: hewq}, testrun.Examples{}}
}

// wanted are the kinds of tests that the user wants: examples, or all others.
func (c *testCommand) wanted() []testrun.Kind {
	return slices.DeleteFunc(kinds(""), func(k testrun.Kind) bool {
		_, example := k.(testrun.Examples)
		return example != c.Doc
	})
}

// find finds the tests. If nothing can be run, the user is told and the result is nil.
func (c *testCommand) find(p *process) (*testrun.Found, error) {
	paths := c.Paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	found, err := testrun.Find(c.wanted(), paths)
	if err != nil {
		return nil, err
	}
	for _, w := range found.Warnings {
		fmt.Fprintf(p.stderr, "hewq: %v\n", w)
	}
	switch {
	case len(found.Mistakes) > 0:
		p.status = exitFailed
		return nil, diag.Render(p.stderr, found.Mistakes, c.options(p, p.stderr))
	case len(found.Files) == 0:
		fmt.Fprintln(p.stderr, "No test files found.")
		if !c.Doc {
			fmt.Fprintln(p.stderr, "hewq: tests are functions with #[test] in files *_test.hew, programs with a .golden file, and .txtar scripts; `hewq test FILE` takes any program")
		}
		return nil, nil
	case len(found.Tests) == 0 && c.Doc:
		fmt.Fprintln(p.stderr, "No examples in documentation found.")
		return nil, nil
	case len(found.Tests) == 0:
		fmt.Fprintln(p.stderr, "No test functions found.")
		return nil, nil
	}
	return found, c.tellOf(p, found.Files, c.options(p, p.stderr))
}

// chosen are the tests with names that the filter lets through.
func (c *testCommand) chosen(tests []testrun.Test) []testrun.Test {
	return slices.DeleteFunc(slices.Clone(tests), func(t testrun.Test) bool { return !strings.Contains(t.Name, c.Filter) })
}

// runOptions are what all tests have in common.
func (c *testCommand) runOptions(p *process) testrun.Options {
	o := testrun.Options{
		Timeout: time.Duration(c.Timeout), Memory: int64(c.Memory), Seed: uint64(rand.Uint32()),
		Color: c.Format == "text" && c.options(p, p.stdout).Color, Update: c.Update, Watch: c.Watch,
		Sandbox: c.sandbox(),
	}
	if c.Seed != nil {
		o.Seed = uint64(*c.Seed)
	}
	return o
}

// reporter reports to out in the format that is wanted, and at a terminal which tests run.
func (c *testCommand) reporter(p *process, out io.Writer) testrun.Reporter {
	report := c.formatted(p, out)
	if p.seesProgress() {
		return newTestProgress(report, p.stderr)
	}
	return report
}

func (c *testCommand) formatted(p *process, out io.Writer) testrun.Reporter {
	switch c.Format {
	case "junit":
		return testrun.JUnit(out)
	case "json":
		return testrun.JSON(out)
	}
	return testrun.Text(out, c.options(p, p.stdout).Color)
}
