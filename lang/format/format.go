// Package format writes Hew programs in the style of the language: `hewq fmt`.
package format

import (
	"fmt"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/parser"
	"hewq/lang/source"
)

// A SyntaxError says that a source has mistakes of syntax.
type SyntaxError struct {
	Found []diag.Diagnostic // at least one
}

func (e *SyntaxError) Error() string {
	d := e.Found[0]
	return d.Span.String() + ": " + d.Message
}

// Source is a file in the style. It fails with a *SyntaxError if the file has mistakes of syntax. What it gives has the
// tree of the file and all its comments; that is checked, and it fails if it is not so.
func Source(src *source.File) ([]byte, error) {
	p, err := formatted(src)
	if err != nil {
		return nil, err
	}
	return []byte(p.out.String()), nil
}

// Range is the edit that puts statements and declarations in the style: the fewest that stand next to each
// other and have in them what stands from start to end, two offsets. Where nothing of that kind stands, the edit is
// empty. It fails as Source does.
func Range(src *source.File, start, end int) (diag.Edit, error) {
	p, err := formatted(src)
	if err != nil {
		return diag.Edit{}, err
	}
	return p.edit(start, end), nil
}

// formatted writes a file.
func formatted(src *source.File) (*printer, error) {
	f, found := parser.ParseFile(src)
	if len(found) > 0 {
		return nil, &SyntaxError{found}
	}
	var err error
	for _, kept := range []parens{onlyNeeded, keepCompared, keepAll} {
		p := newPrinter(f)
		p.parens = kept
		if err = p.checked(f); err == nil {
			return p, nil
		}
	}
	return nil, err
}

// checked writes a file, and looks whether that is still the same program.
func (p *printer) checked(f *ast.File) error {
	if err := p.print(f); err != nil {
		return fmt.Errorf("internal error: %s: %w", f.Source.Name, err)
	}
	again, found := parser.ParseFile(source.New(f.Source.Name, p.out.String()))
	if len(found) > 0 {
		return fmt.Errorf("internal error: %s: what was written cannot be read: %s", f.Source.Name, found[0].Message)
	}
	if err := Compare(f, again); err != nil {
		return fmt.Errorf("internal error: %s: %w", f.Source.Name, err)
	}
	return nil
}

// print writes a file.
func (p *printer) print(f *ast.File) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case surprise:
			err = r
		default:
			panic(r)
		}
	}()
	p.file(f)
	return nil
}
