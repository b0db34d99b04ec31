package testrun

// This file runs scripts of several processes.

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"

	"hewq/lang/cover"
	"hewq/lang/diag"
)

// Scripts are files NAME.txtar: commands for the package testscript, one on a line, then the files that
// they need, which are unpacked into a folder made for the script. Besides the commands of testscript
// there are start, ready, signal and finish for processes that run beside the script, freeport and edit. The
// program `hewq` is the executable that runs the tests, $HERE is the folder of the file, and $PORT, $PORT1
// and so on are free ports.
type Scripts struct {
	Hewq     string             // the executable that `hewq` is
	Env      map[string]string  // more variables
	Commands map[string]Command // more commands
}

// A Command is a command of scripts. With neg a `!` stands before it.
type Command = func(ts *testscript.TestScript, neg bool, args []string)

// Name is "script".
func (Scripts) Name() string { return "script" }

// Takes takes the scripts that were named, and in folders those in which a command runs hewq.
func (Scripts) Takes(c Candidate) bool {
	if filepath.Ext(c.Path) != ".txtar" {
		return false
	}
	if c.Named {
		return true
	}
	a, err := txtar.ParseFile(c.Path)
	return err == nil && runsHewq.Match(a.Comment)
}

// runsHewq is a line of a script that runs hewq, under a condition perhaps.
var runsHewq = regexp.MustCompile(`(?m)^[ \t]*(\[[^\]\n]*\][ \t]*)*(![ \t]*)?(exec|start[ \t]+\w+)[ \t]+hewq\b`)

// Find gives the script as one test.
func (s Scripts) Find(file string) ([]Test, []diag.Diagnostic, error) {
	return []Test{wholeFile(s, file)}, nil, nil
}

// Run runs the script. With Options.Update the sections of the file that a `cmp` finds different are
// rewritten.
func (s Scripts) Run(ctx context.Context, t Test, c *Context) Result {
	file, err := filepath.Abs(t.File)
	if err != nil {
		return Fail(NotAvailable, err.Error())
	}
	archive, err := txtar.ParseFile(file)
	if err != nil {
		return Fail(NotAvailable, err.Error())
	}
	run := &scriptRun{ctx: ctx, kind: s, file: file, archive: archive, cover: c.Options.Cover}
	if c.Options.Watch {
		if run.used, err = NewUsed(); err != nil {
			return Fail(NotAvailable, err.Error())
		}
		defer run.used.Close() // what is left behind does no harm
	}
	log := &scriptLog{}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		testscript.RunT(log, testscript.Params{
			Files: []string{file}, Setup: run.setup, Cmds: run.commands(), UpdateScripts: c.Options.Update,
			RequireUniqueNames: true, Deadline: deadline(c.Options.Timeout),
		})
	}()
	select {
	case <-ended:
	case <-ctx.Done():
		// The script has the same limit, and ends its processes. That is waited for.
		select {
		case <-ended:
		case <-time.After(endGrace):
			return Ended(ctx, c.Options)
		}
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, ErrTimeout) {
		return Ended(ctx, c.Options)
	}
	result := log.result(t.File, file)
	if f := result.Failure; f != nil && (ctx.Err() != nil || f.Message == commandTimedOut) {
		f.Reason, f.Message = TimedOut, timedOut(c.Options)
	}
	result.Files = run.files()
	return result
}

// commandTimedOut is what testscript says when its deadline has come.
const commandTimedOut = "test timed out while running command"

// deadline is the Deadline at which testscript interrupts a command when the limit is over: it does so a
// tenth earlier than it was told.
func deadline(limit time.Duration) time.Time { return time.Now().Add(limit / 9 * 10) }

// A scriptRun is a script that runs. Only the goroutine of the script uses it.
type scriptRun struct {
	ctx       context.Context
	kind      Scripts
	file      string // its absolute path
	archive   *txtar.Archive
	work      string // the folder that is made for it
	cover     string // see Options.Cover
	used      *Used  // what its programs tell, nil if nobody asks
	variables []string
	processes map[string]*aside
}

// setup prepares the environment of the script.
func (r *scriptRun) setup(e *testscript.Env) error {
	r.processes, r.work = map[string]*aside{}, e.WorkDir
	if r.used != nil {
		e.Setenv(FilesVariable, r.used.Name())
	}
	bin := filepath.Join(e.WorkDir, ".bin")
	if err := os.Mkdir(bin, 0o755); err != nil {
		return err
	}
	if err := install(r.kind.Hewq, filepath.Join(bin, "hewq")); err != nil {
		return err
	}
	e.Setenv("HERE", filepath.Dir(r.file))
	e.Setenv("PATH", bin+string(filepath.ListSeparator)+e.Getenv("PATH"))
	for name, value := range r.kind.Env {
		e.Setenv(name, value)
	}
	if err := r.choosePorts(e); err != nil {
		return err
	}
	if err := r.count(e); err != nil {
		return err
	}
	for _, v := range e.Vars {
		name, _, _ := strings.Cut(v, "=")
		r.variables = append(r.variables, name)
	}
	for _, m := range sets.FindAllStringSubmatch(string(r.archive.Comment), -1) {
		for word := range strings.FieldsSeq(m[1]) {
			if name, _, ok := strings.Cut(word, "="); ok {
				r.variables = append(r.variables, name)
			}
		}
	}
	return nil
}

// sets is a line of a script that sets variables.
var sets = regexp.MustCompile(`(?m)^[ \t]*(?:\[[^\]\n]*\][ \t]*)*env[ \t]+(.*)$`)

// files are those outside of its folder that the script names, and that its programs are made from or read.
func (r *scriptRun) files() (files []string) {
	if r.used == nil {
		return nil
	}
	for _, m := range here.FindAllStringSubmatch(string(r.archive.Comment), -1) {
		files = append(files, filepath.Join(filepath.Dir(r.file), m[1]))
	}
	for _, f := range r.used.Files() {
		if rel, err := filepath.Rel(r.work, f); err != nil || !filepath.IsLocal(rel) {
			files = append(files, f)
		}
	}
	return files
}

// here is a file beside the script that a word names.
var here = regexp.MustCompile(`\$(?:HERE|\{HERE\})/([^\s'$]+)`)

// install makes an executable available under another name.
func install(executable, name string) error {
	executable, err := filepath.Abs(executable)
	if err != nil {
		return err
	}
	if runtime.GOOS != "windows" {
		return os.Symlink(executable, name)
	}
	if err := os.Link(executable, name+".exe"); err == nil {
		return nil
	}
	text, err := os.ReadFile(executable) // it is on another disk
	if err != nil {
		return err
	}
	return os.WriteFile(name+".exe", text, 0o755)
}

// count has the processes of the script count what runs.
func (r *scriptRun) count(e *testscript.Env) error {
	if r.cover == "" {
		return nil
	}
	folder := filepath.Join(e.WorkDir, ".cover")
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	e.Setenv(CoverVariable, folder)
	e.Defer(func() {
		p := cover.New()
		err := p.Collect(folder, func(name string) string {
			// Files of the script are gone when it has ended: they are parts of it.
			if rel, err := filepath.Rel(e.WorkDir, name); err == nil && filepath.IsLocal(rel) {
				return filepath.Join(r.file, rel)
			}
			return name
		})
		if err == nil {
			err = p.Leave(r.cover)
		}
		if err != nil {
			e.T().Log("what ran cannot be kept:", err)
		}
	})
	return nil
}
