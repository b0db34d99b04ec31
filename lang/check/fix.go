package check

// This file makes the fixes of reports.

import (
	"slices"
	"sort"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// fix adds a fix to d that tools can apply.
func fix(d *diag.Diagnostic, title string, edits ...diag.Edit) {
	d.Fixes = append(d.Fixes, diag.Fix{Title: title, Edits: edits})
}

// edit puts text in the place of n.
func (c *Checker) edit(n ast.Node, text string) diag.Edit {
	return diag.Edit{Span: c.span(n), Text: text}
}

// insertion puts text at an offset of the file.
func (c *Checker) insertion(offset int, text string) diag.Edit {
	return diag.Edit{Span: source.Span{File: c.here.Source, Start: offset, End: offset}, Text: text}
}

// wrap puts text around n.
func (c *Checker) wrap(n ast.Node, before, after string) []diag.Edit {
	return []diag.Edit{c.insertion(n.Start(), before), c.insertion(n.End(), after)}
}

// text is what stands at n.
func (c *Checker) text(n ast.Node) string { return c.span(n).Text() }

// lastName is where the name stands that a field, a method or a path ends with.
func (c *Checker) lastName(e ast.Expr, name string) source.Span {
	end := e.End()
	return source.Span{File: c.here.Source, Start: end - len(name), End: end}
}

// method puts another method, or a method at all, after a value: `(a + b).to_f64()`.
func (c *Checker) methodOn(e ast.Expr, call string) []diag.Edit {
	switch ast.Unparen(e).(type) {
	case *ast.Name, *ast.FieldExpr, *ast.CallExpr, *ast.IndexExpr, *ast.ThisExpr, *ast.FString, *ast.InstanceExpr:
		return []diag.Edit{c.insertion(e.End(), "."+call)}
	}
	if _, parens := e.(*ast.TupleExpr); parens {
		return []diag.Edit{c.insertion(e.End(), "."+call)}
	}
	return c.wrap(e, "(", ")."+call)
}

// casts is the edits that write `e as t`.
func (c *Checker) casts(e ast.Expr, t types.Type) []diag.Edit {
	switch e.(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr, *ast.RangeExpr, *ast.IfExpr, *ast.MatchExpr, *ast.LambdaExpr:
		return c.wrap(e, "(", ") as "+t.String())
	}
	return []diag.Edit{c.insertion(e.End(), " as "+t.String())}
}

// Importing is the edits of a file that import a module, none if it is imported already.
func (c *Checker) Importing(m *Module, path string) (edits []diag.Edit) {
	c.in(context{here: m}, func() { edits = c.importing(path) })
	return edits
}

// importing is the edits that import a module, none if it is imported already.
func (c *Checker) importing(path string) []diag.Edit {
	if path == "" {
		return nil
	}
	var last *ast.ImportDecl
	for _, item := range c.here.File.Items {
		d, ok := item.Decl.(*ast.ImportDecl)
		if !ok {
			continue
		}
		other := strings.Join(d.Path, "::")
		if other == path && d.Names == nil && !d.Glob && d.Alias == "" {
			return nil
		}
		if other > path {
			return []diag.Edit{c.insertion(d.Start(), "import "+path+";\n")}
		}
		last = d
	}
	if last != nil {
		return []diag.Edit{c.insertion(last.End(), "\nimport "+path+";")}
	}
	return []diag.Edit{c.insertion(c.top(), "import "+path+";\n\n")}
}

// top is where the first import of a file goes: before the first declaration and its comments.
func (c *Checker) top() int {
	tokens := c.here.File.Tokens()
	first := slices.IndexFunc(tokens, func(t token.Token) bool { return !token.IsElided(t.Type) })
	if first < 0 {
		return len(c.here.Source.Text)
	}
	for first > 0 {
		before := &tokens[first-1]
		near := strings.Count(c.here.Source.Text[before.End():tokens[first].Start()], "\n") <= 1
		if before.Type != token.Comment && before.Type != token.DocComment || !near || strings.HasPrefix(before.Value, "#!") {
			break
		}
		first--
	}
	return tokens[first].Start()
}

// prefix is how what a module declares is named in a file that imports it.
func prefix(path string) string {
	if path == "" {
		return ""
	}
	return lastWord(path) + "."
}

// declaredAs is the edit that makes a variable one that can change; ok is false if it cannot be one.
func (c *Checker) declaredAs(l *Local) (e diag.Edit, ok bool) {
	if !l.Span.Known() || l.Span.File != c.here.Source {
		return e, false
	}
	tokens := c.here.File.Tokens()
	i := sort.Search(len(tokens), func(i int) bool { return tokens[i].Start() >= l.Span.Start })
	for i--; i >= 0 && token.IsElided(tokens[i].Type); i-- {
	}
	switch {
	case i >= 0 && tokens[i].Value == "let":
		at := tokens[i].Start()
		return diag.Edit{Span: source.Span{File: c.here.Source, Start: at, End: at + len("let")}, Text: "var"}, true
	case l.Param && i >= 0 && (tokens[i].Value == "(" || tokens[i].Value == ","):
		return c.insertion(l.Span.Start, "var "), true
	}
	return e, false
}

// fixVar adds the fix that declares l with `var`.
func (c *Checker) fixVar(d *diag.Diagnostic, l *Local) {
	if e, ok := c.declaredAs(l); ok {
		fix(d, "declare `"+l.Name+"` with `var`", e)
	}
}

// insertTail puts a value at the end of a block, on a line of its own if the block has several.
func (c *Checker) insertTail(b *ast.Block, value string) diag.Edit {
	text := c.text(b)
	body := strings.TrimRight(text[:len(text)-1], " \t\r\n")
	at := b.Start() + len(body)
	if line := strings.LastIndexByte(body, '\n'); line >= 0 {
		last := body[line+1:]
		indent := last[:len(last)-len(strings.TrimLeft(last, " \t"))]
		return c.insertion(at, "\n"+indent+value)
	}
	return c.insertion(at, " "+value)
}
