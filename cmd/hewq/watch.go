package main

// This file is `hewq watch`.

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hewq/lang"
	"hewq/stdlib"
	"hewq/testrun"
)

type watchCommand struct {
	Run   watchRun   `cmd:"" help:"Run a program, and again after each change."`
	Check watchCheck `cmd:"" help:"Say whether programs are right, and again after each change."`
	Test  watchTest  `cmd:"" help:"Run tests, and again those that a change reaches."`
}

// Help shows what the commands have in common.
func (watchCommand) Help() string {
	return `Runs a command of hewq again whenever a program changes that it reads, a file that the program imports, or one that it has read and does not write itself. A program that still runs is ended first, as Ctrl-C ends it: its defers run and its connections close. Ctrl-C ends all, with status 130.

Examples:

  hewq watch run server.hew -- --port 4433
  hewq watch check .
  hewq watch test --filter handshake
`
}

// A watchRun is `hewq watch run`.
type watchRun struct{ runCommand }

// Help shows an example.
func (watchRun) Help() string {
	return `Runs the program again whenever it changes, or a file that it imports or reads. If it still runs, it is ended first, as Ctrl-C ends it. The flags are those of "hewq run".

Example:

  hewq watch run server.hew -- --port 4433
`
}

// Run runs the program until Ctrl-C.
func (c *watchRun) Run(p *process) error {
	return p.watch([]string{c.File})
}

// A watchCheck is `hewq watch check`.
type watchCheck struct{ checkCommand }

// Help shows an example.
func (watchCheck) Help() string {
	return `Checks the programs again whenever one of them or a file that they import changes. The flags are those of "hewq check".

Example:

  hewq watch check .
`
}

// Run checks the programs until Ctrl-C.
func (c *watchCheck) Run(p *process) error {
	return p.watch(c.Files)
}

// A watchTest is `hewq watch test`.
type watchTest struct{ testCommand }

// Help shows an example.
func (watchTest) Help() string {
	return `Is "hewq test --watch", and has its flags: after a change the tests run that are made from the file.

Example:

  hewq watch test --filter handshake
`
}

// Run runs the tests until Ctrl-C.
func (c *watchTest) Run(p *process) error {
	c.Watch = true
	return c.testCommand.Run(p)
}

// watch runs `hewq watch COMMAND…`, as it was typed, until a signal comes: the command, which reads some files and
// folders, again after each change of what it is made from.
func (p *process) watch(named []string) error {
	if slices.Contains(named, "-") {
		p.refuse("the standard input cannot be watched: name a file", "hewq watch --help")
		return nil
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	defer onSignal(cancel)()
	defer onQuit(func() {})() // the command tells where it is
	watcher, err := testrun.NewWatcher()
	if err != nil {
		return err
	}
	defer watcher.Close() // nothing is left to do if that fails
	self, err := executable()
	if err != nil {
		return err
	}
	used, err := testrun.NewUsed()
	if err != nil {
		return err
	}
	defer used.Close() // a temporary folder that stays does no harm
	if err := watcher.Add([]string{filepath.Dir(used.Name())}); err != nil {
		return err
	}
	words := p.typed[slices.Index(p.typed, "watch")+1:]
	for ctx.Err() == nil {
		// What changes from here on counts.
		if err := watcher.Add(foldersOf(named)); err != nil {
			return err
		}
		made := p.madeFrom(named)
		if err := errors.Join(watcher.Add(made.folders()), used.Forget()); err != nil {
			return err
		}
		child, err := p.startWatched(self, words, testrun.FilesVariable+"="+used.Name())
		if err != nil {
			return err
		}
		what, err := p.change(ctx, watcher, made, used)
		child.end(context.Cause(ctx))
		if err == nil {
			fmt.Fprintf(p.stderr, "hewq: %s has changed\n", relative(what))
		} else if ctx.Err() == nil {
			return err
		}
	}
	if sent := (signalled{}); errors.As(context.Cause(ctx), &sent) {
		p.status = sent.status()
	}
	return nil
}

// change waits for a change of what programs are made from or read, and gives the file.
func (p *process) change(ctx context.Context, watcher *testrun.Watcher, made making, used *testrun.Used) (string, error) {
	for {
		data := used.Data()
		var folders []string
		for _, file := range data {
			folders = append(folders, filepath.Dir(file))
		}
		if err := watcher.Add(slices.Compact(slices.Sorted(slices.Values(folders)))); err != nil {
			return "", err
		}
		// What has changed before its folder was watched is noticed as well.
		if changed := used.Changed(); len(changed) > 0 {
			return changed[0], nil
		}
		changed, err := watcher.Next(ctx, func(file string) bool { return slices.Contains(data, file) })
		if err != nil {
			return "", err
		}
		for _, file := range changed {
			switch info, err := os.Stat(file); {
			case file == used.Name():
			case err == nil && info.IsDir() && made.holds(file):
				if err := watcher.Add(foldersOf([]string{file})); err != nil {
					return "", err
				}
				if names, _ := hewFiles([]string{file}); len(names) > 0 {
					return names[0], nil
				}
			case made.reaches(file):
				return file, nil
			}
		}
	}
}

// A making is what programs are made from.
type making struct {
	texts  map[string]string // of files, by their absolute paths
	within []string          // folders in which new programs count, with absolute paths
	wrong  bool              // a file that is new may mend a program
}

// madeFrom finds out what the programs in files and folders are made from. What is wrong with them is told by
// the command that is run.
func (p *process) madeFrom(named []string) making {
	m := making{texts: map[string]string{}}
	for _, name := range named {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			m.within = append(m.within, absolute(name)+string(filepath.Separator))
		}
	}
	names, errs := hewFiles(named)
	m.wrong = len(errs) > 0
	for _, name := range names {
		m.note(name)
		src, err := p.read(name)
		if err != nil {
			m.wrong = true
			continue
		}
		_, read, mistakes := lang.LoadFiles(src, stdlib.Modules)
		m.wrong = m.wrong || len(mistakes) > 0
		for _, f := range read {
			m.note(f)
		}
	}
	return m
}

// note notes a file with its text; one that cannot be read counts as empty.
func (m making) note(name string) {
	text, _ := readFile(name)
	m.texts[absolute(name)] = text
}

// reaches tells whether a change of a file changes a program: its text is another one, or it is new.
func (m making) reaches(changed string) bool {
	if before, ok := m.texts[changed]; ok {
		text, err := readFile(changed)
		return err != nil || text != before
	}
	return filepath.Ext(changed) == ".hew" && (m.wrong || m.holds(changed))
}

// holds tells whether a file or a folder is in one of the folders in which new programs count.
func (m making) holds(file string) bool {
	return slices.ContainsFunc(m.within, func(folder string) bool { return strings.HasPrefix(file, folder) })
}

// folders are those of all files.
func (m making) folders() []string {
	var all []string
	for f := range m.texts {
		all = append(all, filepath.Dir(f))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// foldersOf are the folders of files, and folders with those below them that are not hidden.
func foldersOf(named []string) (all []string) {
	for _, name := range named {
		if info, err := os.Stat(name); err != nil || !info.IsDir() {
			all = append(all, filepath.Dir(name))
			continue
		}
		// A folder that cannot be read is told of by the command.
		_ = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || !d.IsDir():
				return nil
			case path != name && strings.HasPrefix(d.Name(), "."):
				return filepath.SkipDir
			}
			all = append(all, path)
			return nil
		})
	}
	return all
}

// absolute is a path from the root, or the path itself if the working folder is gone.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// relative is a path from the working folder, if the file is below that, else the path itself.
func relative(path string) string {
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
			return rel
		}
	}
	return path
}
