package query

// This file completes at a place of a file.

import (
	"context"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
)

// Complete tells what may stand at a byte offset of a file. Modules that are not imported yet are among the
// candidates, with the edits that import them.
func (w *Workspace) Complete(ctx context.Context, f *File, offset int) Completion {
	w.mu.Lock()
	defer w.mu.Unlock()
	if ctx.Err() != nil || offset < 0 || offset > len(f.Source.Text) {
		return Completion{}
	}
	s := &place{f: f, offset: offset}
	c := Complete(f.Source.Text[:offset], s.scope())
	for i, cand := range c.Candidates {
		if module := s.unimported[cand.Text]; module != "" && cand.Kind == check.ModuleSymbol {
			c.Candidates[i].Edits = f.checker.Importing(f.module, module)
		}
	}
	if s.needed != "" {
		edits := f.checker.Importing(f.module, s.needed)
		for i := range c.Candidates {
			c.Candidates[i].Edits = edits
		}
	}
	return c
}

// A place is where something is typed in a file.
type place struct {
	f          *File
	offset     int
	unimported map[string]string // the paths of modules that names would mean if they were imported
	needed     string            // the path of the module that is not imported, and whose names are wanted
}

func (p *place) scope() Scope {
	return Scope{Checker: p.f.checker, Visible: p.visible, Lookup: p.lookup, MembersBefore: p.membersBefore}
}

// visible are the names of the place, and the modules that can be imported.
func (p *place) visible() []check.Symbol {
	all := p.f.visible(p.offset)
	p.unimported = map[string]string{}
	for _, path := range p.f.checker.Paths() {
		name := path[strings.LastIndex(path, ":")+1:]
		if slices.ContainsFunc(all, func(s check.Symbol) bool { return s.Name == name }) {
			continue
		}
		p.unimported[name] = path
		all = append(all, check.Symbol{Name: name, Kind: check.ModuleSymbol, Detail: "module " + path})
	}
	return all
}

// lookup finds what a path of names means.
func (p *place) lookup(path ...string) (check.Symbol, bool) {
	all := p.f.visible(p.offset)
	i := slices.IndexFunc(all, func(s check.Symbol) bool { return s.Name == path[0] })
	if i >= 0 {
		return p.f.checker.LookupIn(all[i], path[1:]...)
	}
	at, ok := p.f.checker.Unimported(path[0])
	if !ok {
		return at, false
	}
	if m, ok := at.Object.(*check.Module); ok {
		p.needed = m.Path
	}
	return p.f.checker.LookupIn(at, path[1:]...)
}

// membersBefore are the members of the expression that head ends with, which is the text of the file up to there. The text
// behind it is taken as it is, with a `;` before it, or not at all, whichever can be read.
func (p *place) membersBefore(head string, toks []token.Token) []check.Symbol {
	text := p.f.Source.Text
	rest := text[p.offset:]
	for rest != "" && (rest[0] == '_' || rest[0] >= '0' && rest[0] <= '9' || rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z') {
		rest = rest[1:]
	}
	for _, tail := range []string{rest, ";" + rest, ends(toks), ";" + ends(toks)} {
		src := source.New(p.f.Source.Name, head+tail)
		tree, _ := parser.ParseFile(src)
		if at := endingAt(tree, len(head)); at == nil {
			continue
		}
		g := p.f.workspace.look(src)
		if e := endingAt(g.Tree, len(head)); e != nil {
			if t := g.prog.Info.Types[e]; known(t) {
				return g.checker.Members(t)
			}
		}
	}
	return nil
}

// endingAt is the smallest expression that ends at an offset, nil if there is none.
func endingAt(tree *ast.File, end int) ast.Expr {
	var found ast.Expr
	for _, item := range tree.Items {
		if item.Start() > end || item.End() < end {
			continue
		}
		ast.Inspect(item, func(n ast.Node) bool {
			if n.Start() > end || n.End() < end {
				return false
			}
			if e, ok := n.(ast.Expr); ok && e.End() == end {
				found = e
			}
			return true
		})
	}
	return found
}
