package testrun

// This file loads programs for tests.

import (
	"fmt"
	"os"
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

	mu   sync.Mutex
	idle map[string][]*Loaded // by file
}

// NewPrograms makes Programs that know the given standard modules.
func NewPrograms(modules []native.Module) *Programs {
	return &Programs{modules: modules, idle: map[string][]*Loaded{}}
}

// A Loaded is a file that was loaded.
type Loaded struct {
	Program  *lang.Program     // nil if the source is wrong
	Mistakes []diag.Diagnostic // that are why
	Files    []string          // that it imports, directly or not

	file string
}

// Take gives a program for a file. Nothing else uses it until it is given back.
func (p *Programs) Take(file string) (*Loaded, error) {
	p.mu.Lock()
	if all := p.idle[file]; len(all) > 0 {
		p.idle[file] = all[:len(all)-1]
		p.mu.Unlock()
		return all[len(all)-1], nil
	}
	p.mu.Unlock()
	text, err := ReadSource(file)
	if err != nil {
		return nil, err
	}
	program, files, mistakes := lang.LoadFiles(text, p.modules)
	return &Loaded{program, mistakes, files, file}, nil
}

// Give gives a program back that can run again.
func (p *Programs) Give(l *Loaded) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle[l.file] = append(p.idle[l.file], l)
}

// ReadSource reads a file that must be UTF-8 text.
func ReadSource(file string) (*source.File, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if line := source.InvalidLine(text); line > 0 {
		return nil, fmt.Errorf("line %d of %s is not UTF-8 text", line, file)
	}
	return source.New(file, string(text)), nil
}
