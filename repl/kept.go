package repl

// This file keeps the statements of a session, for `:save`.

import (
	"fmt"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/eval"
	"hewq/lang/types"
)

// Limits of what is kept.
const (
	keptStatements = 500
	keptBytes      = 64 << 10
)

// A keptStmt is a statement that has run.
type keptStmt struct {
	text   string
	names  []string // of the variables that it declares
	last   []int    // offsets in text of `_`, where it is the last value
	value  string   // as shown on one line; "" if it has none
	valued bool     // it has a value
	result bool     // which is a Result, whose failure must be looked at
}

// A keeper keeps statements.
type keeper struct {
	stmts []keptStmt
	bytes int
	full  bool // there were more than are kept: none is
}

// keepStatements keeps the first done statements of an input. result is the value of the last one, if it has one.
func (s *Session) keepStatements(file *ast.File, in *check.Input, done int, result *check.Local) {
	if s.options.Script || s.kept.full {
		return
	}
	for i, stmt := range in.Stmts[:done] {
		k := keptStmt{text: strings.Clone(file.Span(stmt.Stmt).Text()), last: lastValues(file, stmt.Stmt)}
		for _, l := range stmt.Locals {
			k.names = append(k.names, l.Name)
		}
		if result != nil && i == len(in.Stmts)-1 {
			k.valued = true
			_, k.result = types.IsNamed(result.Type, "Result")
			k.value = s.machine.Show(result, eval.Limit{Elems: 20, Bytes: 400, Depth: 6})
		}
		s.kept.add(k)
	}
}

// keepBackground keeps what ran in the background and succeeded, as a statement that gives its value the name.
func (s *Session) keepBackground(job *background, valued bool) {
	if s.options.Script || s.kept.full {
		return
	}
	k := keptStmt{text: strings.TrimSpace(job.arg.text)}
	if valued {
		k.names = []string{job.name}
		if job.name == fmt.Sprintf("bg%d", job.id) {
			k.text = fmt.Sprintf("let %s = %s", job.name, k.text)
		}
	}
	s.kept.add(k)
}

func (k *keeper) add(stmt keptStmt) {
	k.bytes += len(stmt.text) + len(stmt.value)
	if len(k.stmts) == keptStatements || k.bytes > keptBytes {
		*k = keeper{full: true}
		return
	}
	k.stmts = append(k.stmts, stmt)
}

// lastValues are the places in the text of a statement where `_` is the last value.
func lastValues(file *ast.File, stmt ast.Stmt) (places []int) {
	if !strings.Contains(file.Span(stmt).Text(), "_") {
		return nil
	}
	ast.Inspect(stmt, func(n ast.Node) bool {
		if _, ok := n.(ast.Expr); ok && file.Span(n).Text() == "_" {
			if at := n.Start() - stmt.Start(); !slices.Contains(places, at) {
				places = append(places, at)
			}
		}
		return true
	})
	slices.Sort(places)
	return places
}

// naming is the text of the statement with a name for the last value.
func (k keptStmt) naming(last string) string {
	var b strings.Builder
	from := 0
	for _, at := range k.last {
		b.WriteString(k.text[from:at] + last)
		from = at + len("_")
	}
	return b.String() + k.text[from:]
}
