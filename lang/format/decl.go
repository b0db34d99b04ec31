package format

// This file writes declarations.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/token"
)

func (p *printer) file(f *ast.File) {
	p.gap = brk
	p.heading()
	units(p, f, f.Items, every(blank), p.item)
	p.flush()
	if p.out.Len() > 0 {
		p.write("\n")
	}
}

// heading writes the documentation of the module, after a line for the system, and an empty line after it.
func (p *printer) heading() {
	first := 0
	if len(p.toks) > 0 && strings.HasPrefix(p.toks[0].Value, "#!") {
		first = 1
	}
	n := first
	for n < len(p.toks) && p.toks[n].Type == token.ModuleDoc {
		n++
	}
	if n == first {
		return
	}
	toks := p.toks
	p.toks = toks[:n]
	p.flush()
	p.toks = toks
	p.gap = always
}

func (p *printer) item(n *ast.Item) {
	p.attributes(n.Attributes)
	p.visibility(n.Visibility)
	switch d := n.Decl.(type) {
	case *ast.ImportDecl: // the names of all its lists are in one
		p.importDecl()
	case *ast.ConstDecl:
		p.constDecl(d)
	case *ast.AliasDecl:
		p.aliasDecl(d)
	case *ast.TypeDecl:
		p.typeDecl(d, n.Attributes)
	case *ast.EnumDecl:
		p.enumDecl(d)
	case *ast.RecordDecl:
		p.recordDecl(d)
	case *ast.TraitDecl:
		p.traitDecl(d)
	case *ast.ImplDecl:
		p.implDecl(d)
	case *ast.FuncDecl:
		p.funcDecl(d)
	case *ast.ExternDecl:
		p.externDecl(d)
	case *ast.ActorDecl:
		p.actorDecl(d)
	case *ast.SupervisorDecl:
		p.supervisorDecl(d)
	case *ast.MachineDecl:
		p.machineDecl(d)
	}
}

// attributes writes each on a line of its own.
func (p *printer) attributes(attributes []*ast.Attribute) {
	for _, a := range attributes {
		p.word("#[")
		p.copy()
		if p.at("(") {
			enclosed(p, "(", a.Args, ")", p.attributeArg)
		}
		p.word("]")
		p.gap = brk
	}
}

func (p *printer) attributeArg(n *ast.AttributeArg) {
	p.literal()
	switch {
	case n.Value != "":
		p.spaced("=")
		p.copy()
	case n.Unit != "":
		p.gap = space
		p.copy()
	}
}

// visibility writes `pub`, `pub(package)` and the like.
func (p *printer) visibility(text string) {
	if text == "" {
		return
	}
	p.copy()
	if p.at("(") {
		p.word("(")
		p.copy()
		p.word(")")
	}
	p.gap = space
}

func (p *printer) importDecl() {
	p.words("import")
	p.copy()
	for p.at("::", ".") {
		p.copy()
		if p.at("{") {
			p.importNames()
		} else {
			p.copy()
		}
	}
	p.alias()
	p.mark(";")
}

func (p *printer) importNames() {
	p.begin("{")
	for !p.at("}") {
		p.copy()
		p.alias()
		if p.at(",") {
			p.comma()
		}
	}
	p.close("}")
}

// alias writes ` as name`, if it stands here.
func (p *printer) alias() {
	if p.at("as") {
		p.spaced("as")
		p.copy()
	}
}

func (p *printer) constDecl(n *ast.ConstDecl) {
	p.words("const")
	p.copy()
	p.typed(n.Type)
	p.assigned(n.Value)
	p.mark(";")
}

func (p *printer) aliasDecl(n *ast.AliasDecl) {
	p.words("type")
	p.copy()
	p.typeParams(n.TypeParams)
	p.spaced("=")
	p.typ(n.Type)
	p.mark(";")
}

func (p *printer) typeDecl(n *ast.TypeDecl, attributes []*ast.Attribute) {
	end := ";"
	if p.accept("wire") {
		p.gap = space
	} else if slices.ContainsFunc(attributes, func(a *ast.Attribute) bool { return a.Name == "wire" }) {
		end = ","
	}
	p.copy()
	p.gap = space
	p.copy()
	p.typeParams(n.TypeParams)
	p.where(n.Where)
	p.gap = space
	body(p, n, n.Members, every(line), func(m *ast.Member) { p.member(m, end) })
}

func (p *printer) enumDecl(n *ast.EnumDecl) {
	if n.Wire {
		p.words("wire")
	}
	if n.Indirect {
		p.words("indirect")
	}
	p.words("enum")
	p.copy()
	p.typeParams(n.TypeParams)
	p.where(n.Where)
	p.gap = space
	body(p, n, n.Variants, every(line), p.variant)
}

func (p *printer) recordDecl(n *ast.RecordDecl) {
	p.words("record")
	p.copy()
	p.typeParams(n.TypeParams)
	p.where(n.Where)
	if p.at("(") {
		enclosed(p, "(", n.Types, ")", p.typ)
		p.mark(";")
		return
	}
	p.gap = space
	last := len(n.Fields) - 1
	body(p, n, n.Fields, every(line), func(f *ast.Field) {
		p.field(f)
		if f != n.Fields[last] {
			p.mark(",")
		}
	})
}

func (p *printer) traitDecl(n *ast.TraitDecl) {
	p.words("trait")
	p.copy()
	p.typeParams(n.TypeParams)
	p.bounds(n.Supers)
	p.where(n.Where)
	p.gap = space
	body(p, n, n.Members, every(blank), func(m *ast.Member) { p.member(m, ";") })
}

func (p *printer) implDecl(n *ast.ImplDecl) {
	p.word("impl")
	p.typeParams(n.TypeParams)
	p.gap = space
	p.typ(n.Type)
	if n.For != nil {
		p.spaced("for")
		p.typ(n.For)
	}
	p.where(n.Where)
	p.gap = space
	body(p, n, n.Members, every(line), func(m *ast.Member) { p.member(m, ";") })
}

func (p *printer) externDecl(n *ast.ExternDecl) {
	p.words("extern")
	if n.ABI != "" {
		p.copy()
		p.gap = space
	}
	body(p, n, n.Funcs, every(line), func(f *ast.ExternFunc) {
		p.attributes(f.Attributes)
		p.funcDecl(f.Func)
	})
}

func (p *printer) funcDecl(n *ast.FuncDecl) {
	if n.Async {
		p.words("async")
	}
	if n.Gen {
		p.words("gen")
	}
	p.words("fn")
	p.copy()
	p.typeParams(n.TypeParams)
	p.signature(&n.Signature)
	p.where(n.Where)
	if n.Body == nil {
		p.mark(";")
		return
	}
	p.spaceOrLine()
	p.block(n.Body)
}

func (p *printer) signature(n *ast.Signature) {
	p.begin("(")
	commas(p, n.Params, p.param)
	if n.Variadic {
		if len(n.Params) > 0 {
			p.comma()
		}
		p.word("..")
		p.accept(".")
	}
	p.close(")")
	p.result(n.Result)
}

func (p *printer) result(t ast.Type) {
	if t != nil {
		p.spaced("->")
		p.typ(t)
	}
}

func (p *printer) param(n *ast.Param) {
	if n.Mode != "" {
		p.words(n.Mode)
	}
	if n.Var {
		p.words("var")
	}
	p.copy()
	p.typed(n.Type)
}

// typed writes `: T`, if there is a type.
func (p *printer) typed(t ast.Type) {
	if t != nil {
		p.words(":")
		p.typ(t)
	}
}

// assigned writes ` = value`, if there is a value.
func (p *printer) assigned(x ast.Expr) {
	if x != nil {
		p.spaced("=")
		p.whole(x)
	}
}
