package testrun

// This file loads programs for tests.

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"sync"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/native"
)

// Programs are the loaded programs of the files that have tests. They may be used from several
// goroutines.
//
// What lowers a program changes what is known of it, so a loaded program is for one test at a time:
// tests of a file that run side by side have one each.
type Programs struct {
	modules []native.Module
	loading chan struct{} // has room for as many files as are loaded at a time

	mu   sync.Mutex
	idle map[string][]*Loaded // by file
}

// NewPrograms makes Programs that know the given standard modules.
func NewPrograms(modules []native.Module) *Programs {
	return &Programs{modules: modules, loading: make(chan struct{}, runtime.GOMAXPROCS(0)), idle: map[string][]*Loaded{}}
}

// A Loaded is a file that was loaded.
type Loaded struct {
	Program  *lang.Program     // nil if the source is wrong
	Mistakes []diag.Diagnostic // that are why
	Files    []string          // that it imports, directly or not

	file string
}

// Take gives a program for a file. Nothing else uses it until it is given back. Take waits while other files are
// loaded, one for each processor: were all loaded at once for many tests, the time of each would be over before.
// It then gives a program that was given back meanwhile, if there is one.
func (p *Programs) Take(ctx context.Context, file string) (*Loaded, error) {
	if l := p.spare(file); l != nil {
		return l, nil
	}
	select {
	case p.loading <- struct{}{}:
		defer func() { <-p.loading }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if l := p.spare(file); l != nil {
		return l, nil
	}
	text, err := ReadSource(file)
	if err != nil {
		return nil, err
	}
	program, files, mistakes := lang.LoadFiles(text, p.modules)
	return &Loaded{program, mistakes, files, file}, nil
}

// spare takes a program of a file that was given back, nil if there is none.
func (p *Programs) spare(file string) *Loaded {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := p.idle[file]
	if len(all) == 0 {
		return nil
	}
	p.idle[file] = all[:len(all)-1]
	return all[len(all)-1]
}

// Give gives a program back that can run again.
func (p *Programs) Give(l *Loaded) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle[l.file] = append(p.idle[l.file], l)
}

// ReadSource reads a file that must be UTF-8 text.
func ReadSource(file string) (*source.File, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	text := string(data)
	if line := source.InvalidLine(text); line > 0 {
		return nil, fmt.Errorf("line %d of %s is not UTF-8 text", line, file)
	}
	return source.New(file, text), nil
}
