// Package cover counts how often the parts of programs run, and shows it.
//
// The parts are the statements, and besides them what may be left out: arms, branches of `else` that
// are no blocks with statements, and bodies of closures that are one expression. The evaluator adds to
// the counters of a Profile while programs run, several at once if need be.
package cover

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"hewq/lang/ast"
	"hewq/lang/source"
)

// A Profile has the counters of the files of one or more programs. It may be used by several
// goroutines, and must not be copied.
type Profile struct {
	mu    sync.Mutex
	files map[key]*File

	example string    // the file with the example that runs, "" if none does
	around  *ast.File // that file, nil if it is a page
}

// A key is what makes two files the same: programs that are run again and again, and several tests of
// one file, count together.
type key struct{ name, text string }

// New makes a profile without files.
func New() *Profile { return &Profile{files: map[key]*File{}} }

// Example says that what runs is an example in the documentation of a file, which is nil if it is a page: what the file
// declares is counted as a part of the file, and the example is not counted.
func (p *Profile) Example(name string, file *ast.File) { p.example, p.around = name, file }

// A File is a source file with a counter for each of its parts.
type File struct {
	Source *source.File
	parts  []part // in the order of the source; no two have text in common
	counts []atomic.Int64
}

// A part is something that runs or does not: the pieces of the text that it has for itself, without
// the blocks and other parts in it. There is at least one.
type part []piece

// A piece is the text from start up to end, byte offsets.
type piece struct{ start, end int }

// Counters are the counters for the nodes of a file that the evaluator lowers: what it adds to one of
// them is known to the profile at once. The keys are the nodes of f.
func (p *Profile) Counters(f *ast.File) map[ast.Node]*atomic.Int64 {
	if f.Source.Name == p.example {
		f = p.around
	}
	if f == nil {
		return nil
	}
	found := partsOf(f)
	parts := make([]part, len(found))
	for i, p := range found {
		parts[i] = p.part
	}
	file := p.file(f.Source, parts)
	counters := make(map[ast.Node]*atomic.Int64, len(found))
	for i, p := range found {
		counters[p.node] = &file.counts[i]
	}
	return counters
}

// file is the file with these parts, new if there is none yet.
func (p *Profile) file(src *source.File, parts []part) *File {
	p.mu.Lock()
	defer p.mu.Unlock()
	k := key{src.Name, src.Text}
	f, ok := p.files[k]
	if !ok {
		f = &File{Source: src, parts: parts, counts: make([]atomic.Int64, len(parts))}
		p.files[k] = f
	}
	return f
}

// Files are the files of the profile, sorted by name.
func (p *Profile) Files() []*File {
	p.mu.Lock()
	defer p.mu.Unlock()
	files := make([]*File, 0, len(p.files))
	for _, f := range p.files {
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b *File) int {
		return cmp.Or(strings.Compare(a.Source.Name, b.Source.Name), strings.Compare(a.Source.Text, b.Source.Text))
	})
	return files
}

// Merge adds what another profile has counted, with the names of its files changed by rename; files for
// which that gives "" are left out.
func (p *Profile) Merge(other *Profile, rename func(name string) string) error {
	for _, f := range other.Files() {
		name := rename(f.Source.Name)
		if name == "" {
			continue
		}
		into := p.file(source.New(name, f.Source.Text), f.parts)
		if len(into.counts) != len(f.counts) {
			return fmt.Errorf("%s has %d parts in one profile, %d in another", name, len(into.counts), len(f.counts))
		}
		for i := range f.counts {
			into.counts[i].Add(f.counts[i].Load())
		}
	}
	return nil
}

// A Share is how much has run.
type Share struct {
	Run int // parts that have run at least once
	All int // parts that there are
}

// Percent is the share as a number up to 100, which it is for nothing at all as well.
func (s Share) Percent() float64 {
	if s.All == 0 {
		return 100
	}
	return 100 * float64(s.Run) / float64(s.All)
}

// String is the share as people read it, rounded down: `87.5%`.
func (s Share) String() string {
	return fmt.Sprintf("%.1f%%", float64(int(10*s.Percent()))/10)
}

// Share is how much of the file has run.
func (f *File) Share() Share {
	s := Share{All: len(f.counts)}
	for i := range f.counts {
		if f.counts[i].Load() > 0 {
			s.Run++
		}
	}
	return s
}

// Total is the share of all files together.
func (p *Profile) Total() Share {
	var s Share
	for _, f := range p.Files() {
		one := f.Share()
		s.Run += one.Run
		s.All += one.All
	}
	return s
}
