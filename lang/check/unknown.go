package check

// This file reports names that mean nothing, with what they may have been meant to be.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// A told is a name that was reported: another use of it is no mistake of its own.
type told struct {
	name string
	code diag.Code
	file *source.File
	in   ast.Node // the function that it stands in, nil if one cause is enough for the file
}

// repeated tells whether a name was reported before, which mends n too if the fix is another name.
// Otherwise the next report is the one about it.
func (c *Checker) repeated(n ast.Node, code diag.Code, name string, everywhere bool) bool {
	key := told{name: name, code: code, file: c.here.Source}
	if token.Foreign(name) != "" || slices.ContainsFunc(c.known().items[name], func(e *entry) bool { return e.kind == typeEntry }) {
		key.code, everywhere = "", true // the same cause, wherever the type is named
	}
	if !everywhere && c.fn != nil {
		key.in = c.fn.root.owner
	}
	first, ok := c.told[key]
	if !ok {
		c.told[key] = len(c.diags)
		return false
	}
	if first < len(c.diags) {
		if d := &c.diags[first]; len(d.Fixes) == 1 && len(d.Fixes[0].Edits) > 0 {
			edits := d.Fixes[0].Edits
			if at := edits[0].Span; at.Text() == name && len(edits) >= 1 {
				d.Fixes[0].Edits = append(edits, diag.Edit{Span: c.nameSpan(n, name), Text: edits[0].Text})
			}
		}
	}
	return true
}

// everywhere tells whether one report of a name is enough for a file: no variable would have it.
func (c *Checker) everywhere(name string) bool {
	return foreign(foreignValues, name) != nil || len(c.known().modulesNamed(name)) > 0 || foreignModules[name] != ""
}

func (c *Checker) unknownName(at ast.Node, name string, want types.Type) types.Type {
	if c.recursive(at, name) || c.notTheirs(at, name) {
		return invalid
	}
	if what, ok := concurrentNames[name]; ok {
		c.unsupported(at, what, instead(name))
		return invalid
	}
	actors := name == "self" && c.actor() != nil
	if !actors && c.repeated(at, diag.UnknownName, name, c.everywhere(name)) {
		return invalid
	}
	d := c.report(at, diag.UnknownName, "undefined variable or function `%s`", name)
	if actors {
		c.selfOfActor(d, at)
		return invalid
	}
	if c.session.scope.locals.get(name) != nil {
		help(d, "functions do not see the variables of the prompt: make `%s` a parameter, or the function a closure", name)
		return invalid
	}
	if self := c.local("self"); self != nil && c.hasField(c.normalize(self.Type), name) {
		help(d, "a field of the value is `self.%s`", name)
		fix(d, "write `self."+name+"`", c.edit(at, "self."+name))
		return invalid
	}
	if c.helpPath(d, at, name) || c.helpForeign(d, at, name, want) || c.helpImport(d, at, name) {
		return invalid
	}
	if c.helpDeclared(d, at, name, typeEntry, traitEntry, constEntry) || c.helpTypeName(d, at, name) {
		return invalid
	}
	c.suggestAt(d, at, name, c.visible(func(o Object) bool {
		switch o.(type) {
		case *Local, *Func, *Const, *Variant, *Module:
			return true
		}
		return false
	}))
	return invalid
}

// helpTypeName is about the name of a type of another language where a function of the type is called.
func (c *Checker) helpTypeName(d *diag.Diagnostic, at ast.Node, name string) bool {
	to := token.Foreign(name)
	if next, _ := c.afterDot(at); to == "" || next == "" {
		return false
	}
	help(d, "the type is called `%s`", to)
	fix(d, "write `"+to+"`", c.edit(at, to))
	return true
}

// selfOfActor is about `self` in a function of an actor.
func (c *Checker) selfOfActor(d *diag.Diagnostic, at ast.Node) {
	help(d, "an actor names its fields and functions as they are, and itself `this`")
	if name, end := c.afterDot(at); name != "" {
		d.Help = []string{"an actor names its fields and functions as they are: write `" + name + "`; itself it names `this`"}
		fix(d, "write `"+name+"`", diag.Edit{Span: source.Span{File: c.here.Source, Start: at.Start(), End: end}, Text: name})
	}
}

// afterDot is the name that follows n and a dot, and where it ends; "" if none does.
func (c *Checker) afterDot(n ast.Node) (name string, end int) {
	toks := c.here.File.Tokens()
	i, _ := slices.BinarySearchFunc(toks, n.End(), func(t token.Token, at int) int { return t.Start() - at })
	if i+1 < len(toks) && (toks[i].Value == "." || toks[i].Value == "::") && toks[i+1].Type == token.Ident {
		return toks[i+1].Value, toks[i+1].Start() + len(toks[i+1].Value)
	}
	return "", 0
}

// helpPath is about a name of another library with what follows its dots, such as `console.log`.
func (c *Checker) helpPath(d *diag.Diagnostic, at ast.Node, name string) bool {
	path, n := name, at
	for range 3 {
		next, end := c.afterDot(n)
		if next == "" {
			return false
		}
		path += "." + next
		last := &ast.Name{}
		last.Set(end, end)
		n = last
		row := foreign(foreignPaths, path)
		if row == nil {
			continue
		}
		if row.help != "" {
			help(d, "%s", row.help)
		}
		if row.to != "" {
			switch {
			case row.to == path:
				help(d, "`import %s;` makes `%s` known", row.from, row.to)
			case row.help == "":
				help(d, "it is called `%s`", row.to)
			}
			edit := diag.Edit{Span: source.Span{File: c.here.Source, Start: at.Start(), End: end}, Text: row.to}
			fix(d, "write `"+row.to+"`", append([]diag.Edit{edit}, c.importing(row.from)...)...)
		}
		return true
	}
	return false
}

// helpForeign is about a name of another language.
func (c *Checker) helpForeign(d *diag.Diagnostic, at ast.Node, name string, want types.Type) bool {
	row := foreign(foreignValues, name)
	if row == nil {
		return false
	}
	if row.help != "" {
		help(d, "%s", row.help)
	} else {
		help(d, "write `%s`", row.to)
	}
	switch {
	case row.to != "":
		fix(d, "write `"+row.to+"`", append([]diag.Edit{c.edit(at, row.to)}, c.importing(row.from)...)...)
	case isNull(name) && types.DefOf(want) == c.universe.option:
		fix(d, "write `None`", c.edit(at, "None"))
	case isNull(name) && want != nil && !isInvalid(want) && !hasVar(want):
		help(d, "a `%s` is always there; `Option<%s>` is one that may be absent", want, want)
	}
	return true
}

// isNull tells whether name is what other languages call a value that is absent. It is asked of right
// programs too.
func isNull(name string) bool {
	switch name {
	case "null", "nil", "NULL", "nullptr", "undefined":
		return true
	}
	return false
}

// helpImport explains that a module has to be imported.
func (c *Checker) helpImport(d *diag.Diagnostic, at ast.Node, name string) bool {
	paths := c.known().modulesNamed(name)
	as := name
	if len(paths) == 0 {
		path := foreignModules[name]
		if path == "" {
			return false
		}
		paths, as = []string{path}, lastWord(path)
	}
	for _, path := range paths {
		help(d, "`import %s;` makes `%s` known", path, as)
	}
	if len(paths) == 1 {
		edits := c.importing(paths[0])
		if as != name {
			edits = append([]diag.Edit{c.edit(at, as)}, edits...)
		}
		if len(edits) > 0 {
			fix(d, "import `"+paths[0]+"`", edits...)
		}
	}
	return true
}

// helpDeclared is about a name that modules declare which are not imported.
func (c *Checker) helpDeclared(d *diag.Diagnostic, at ast.Node, name string, kinds ...entryKind) bool {
	var found []*entry
	for _, e := range c.known().items[name] {
		if slices.Contains(kinds, e.kind) {
			found = append(found, e)
		}
	}
	for _, e := range found {
		if e.kind == typeEntry {
			help(d, "`import %s;` makes `%s` known", e.module, name)
		} else {
			help(d, "`import %s;` makes `%s%s` known", e.module, prefix(e.module), name)
		}
	}
	if len(found) != 1 {
		return len(found) > 0
	}
	e := found[0]
	edits := c.importing(e.module)
	if e.kind != typeEntry {
		edits = append([]diag.Edit{c.edit(at, prefix(e.module)+name)}, edits...)
	}
	if len(edits) > 0 {
		fix(d, "import `"+e.module+"`", edits...)
	}
	return true
}

// suggestAt adds help with the name that was probably meant, and the fix if it is but a typo.
func (c *Checker) suggestAt(d *diag.Diagnostic, at ast.Node, name string, candidates []string) bool {
	near, certain := diag.Meant(name, candidates)
	if near == "" {
		return false
	}
	help(d, "did you mean `%s`?", near)
	if certain {
		fix(d, "write `"+near+"`", diag.Edit{Span: c.nameSpan(at, name), Text: near})
	}
	return true
}

// unknownFunction reports the call e of a function that does not exist; its arguments were checked.
func (c *Checker) unknownFunction(e *ast.CallExpr, at *ast.Name) types.Type {
	name := at.Name
	if c.recursive(at, name) || c.notTheirs(at, name) {
		return invalid
	}
	if what, ok := concurrentNames[name]; ok {
		c.unsupported(at, what, instead(name))
		return invalid
	}
	if c.repeated(at, diag.UnknownName, name, true) {
		return invalid
	}
	d := c.report(at, diag.UnknownName, "undefined function `%s`", name)
	switch {
	case c.helpCall(d, e, name):
	case c.helpFunction(d, e, at):
	case c.helpDeclared(d, at, name, funcEntry):
	case c.helpMethodOf(d, e, name):
	default:
		c.suggestAt(d, at, name, c.visible(func(o Object) bool {
			switch o.(type) {
			case *Func, *Variant:
				return true
			}
			return false
		}))
	}
	return invalid
}

// helpCall is about calls for which Hew has no function but another form.
func (c *Checker) helpCall(d *diag.Diagnostic, e *ast.CallExpr, name string) bool {
	args := values(e)
	replace := func(text string, more ...diag.Edit) {
		help(d, "write `%s`", text)
		fix(d, "write `"+text+"`", append([]diag.Edit{c.edit(e, text)}, more...)...)
	}
	switch {
	case name == "range" && len(args) == 1:
		replace("0.." + c.text(args[0]))
	case name == "range" && len(args) == 2:
		replace(c.text(args[0]) + ".." + c.text(args[1]))
	case name == "range" || name == "xrange":
		help(d, "a range is `0..n`; a loop with another step is a `while`")
	case oneNameOf("eprintln eprint perror print_err", name) && len(args) == 1:
		replace("io.write_err("+c.lineOf(args[0])+")", c.importing("std::io")...)
	case oneNameOf("format sprintf Sprintf", name) && len(args) > 0:
		text, ok := c.interpolated(args)
		if !ok {
			return false
		}
		replace(text)
	case oneNameOf("int Int long", name) && len(args) == 1 && c.isNumber(args[0]):
		c.convertCall(d, e, args[0], c.known0(args[0]), i64)
	case oneNameOf("float double Float", name) && len(args) == 1 && c.isNumber(args[0]):
		c.convertCall(d, e, args[0], c.known0(args[0]), types.Of(types.F64))
	case len(args) == 0 && slices.Contains([]string{"Vec", "HashMap", "HashSet"}, token.Foreign(name)):
		replace(token.Foreign(name) + "::new()")
	default:
		return false
	}
	return true
}

// oneNameOf tells whether name is among names, which spaces part.
func oneNameOf(names, name string) bool { return slices.Contains(strings.Fields(names), name) }

// cut takes out a part of the file.
func (c *Checker) cut(from, to int) diag.Edit {
	return diag.Edit{Span: source.Span{File: c.here.Source, Start: from, End: to}}
}

func (c *Checker) isNumber(e ast.Expr) bool { return types.IsNumeric(c.known0(e)) }

// known0 is the type of an expression that was checked; that of a literal if it is not settled yet.
func (c *Checker) known0(e ast.Expr) types.Type {
	t := c.normalize(c.info.Types[e])
	if v, ok := t.(*types.Var); ok {
		switch v.Lit {
		case types.IntLiteral:
			return i64
		case types.FloatLiteral:
			return types.Of(types.F64)
		}
	}
	return t
}

// lineOf is an argument as a line of text.
func (c *Checker) lineOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Literal:
		if strings.HasPrefix(e.Text, `"`) {
			return e.Text[:len(e.Text)-1] + `\n"`
		}
	case *ast.FString:
		text := c.text(e)
		return text[:len(text)-1] + `\n"`
	}
	return `f"{` + c.text(e) + `}\n"`
}

// helpFunction is about a function of another language that Hew has by another name.
func (c *Checker) helpFunction(d *diag.Diagnostic, e *ast.CallExpr, at *ast.Name) bool {
	row := foreign(foreignFuncs, at.Name)
	if row == nil {
		return false
	}
	if row.to == "" {
		help(d, "%s", row.help)
		return true
	}
	to := prefix(row.from) + row.to
	if row.from != "" {
		help(d, "it is `%s(…)`, with `import %s;`", to, row.from)
	} else {
		help(d, "it is called `%s`", to)
	}
	if row.help != "" {
		help(d, "%s", row.help)
	}
	if c.callable(row, len(e.Args)) {
		fix(d, "write `"+to+"`", append([]diag.Edit{c.edit(at, to)}, c.importing(row.from)...)...)
	}
	return true
}

// callable tells whether what a row stands for takes n arguments.
func (c *Checker) callable(row *foreignName, n int) bool {
	if row.from == "" {
		f, ok := c.object(row.to).(*Func)
		return !ok || f.Decl == nil || len(f.Decl.Params) == n
	}
	return slices.ContainsFunc(c.known().items[row.to], func(e *entry) bool {
		return e.module == row.from && e.fn != nil && len(e.fn.Params) == n
	})
}

// helpMethodOf is about a function that is a method of its first argument.
func (c *Checker) helpMethodOf(d *diag.Diagnostic, e *ast.CallExpr, name string) bool {
	args := values(e)
	if len(args) == 0 {
		return false
	}
	t := c.known0(args[0])
	if isInvalid(t) {
		return false
	}
	m := c.sameMethod(t, name, args[1:])
	if m == "" {
		return false
	}
	rest := make([]string, len(args)-1)
	for i, a := range args[1:] {
		rest[i] = c.text(a)
	}
	call := c.text(args[0]) + "." + m + "(" + strings.Join(rest, ", ") + ")"
	help(d, "`%s` is a method: `%s`", m, call)
	fix(d, "write `"+call+"`", c.edit(e, call))
	return true
}

// unknownType reports a type that does not exist.
func (c *Checker) unknownType(at ast.Node, name string) types.Type {
	if c.repeated(at, diag.UnknownType, name, true) {
		return invalid
	}
	d := c.report(at, diag.UnknownType, "unknown type `%s`", name)
	switch to := token.Foreign(name); {
	case name == "void" || name == "Void" || name == "unit" || name == "Unit":
		help(d, "a function without a result has no `->`; a value that says nothing is `()`")
		fix(d, "write `()`", diag.Edit{Span: c.nameSpan(at, name), Text: "()"})
	case name == "any" || name == "Any" || name == "object" || name == "Object" || name == "interface":
		help(d, "every value has a type that is known; a function for all of them is `fn f<T>(x: T)`")
	case slices.Contains(strings.Fields("error Error Exception Throwable"), name):
		help(d, "there is no type of all errors: what may fail returns a `Result<T, E>`, such as `Result<i64, string>`")
	case to != "":
		help(d, "it is called `%s`", to)
		if strings.HasPrefix(to, "i") || strings.HasPrefix(to, "u") || strings.HasPrefix(to, "f") {
			d.Help = []string{"numeric types name their width: `" + to + "`"}
		}
		fix(d, "write `"+to+"`", diag.Edit{Span: c.nameSpan(at, name), Text: to})
	case c.helpDeclared(d, at, name, typeEntry):
	case c.suggestAt(d, at, name, c.visible(func(o Object) bool { _, ok := o.(*TypeName); return ok })):
	default:
		c.suggestItem(d, name, typeEntry)
	}
	return invalid
}

// suggestItem adds help with what a module declares that is not imported, and whose name is near.
func (c *Checker) suggestItem(d *diag.Diagnostic, name string, kind entryKind) {
	l := c.known()
	var names []string
	for n, all := range l.items {
		if all[0].kind == kind {
			names = append(names, n)
		}
	}
	if near := diag.Nearest(name, names); near != "" {
		help(d, "did you mean `%s` of `%s`?", near, l.items[near][0].module)
	}
}
