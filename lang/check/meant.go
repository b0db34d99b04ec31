package check

// This file finds the method, the function or the field that was meant by one that a type has not.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// fits tells whether a value of type got could be one of type want, without deciding anything.
func (c *Checker) fits(got, want types.Type) bool {
	u := unifier{r: c.resolver}
	ok := u.unify(want, got)
	u.undo()
	return ok
}

// sameMethod is the method of t that name means, by its letters or by what it says, and that takes
// args; "" if there is none.
func (c *Checker) sameMethod(t types.Type, name string, args []ast.Expr) string {
	for _, n := range c.alike(t, name) {
		if c.acceptsArgs(t, n, args) {
			return n
		}
	}
	return ""
}

// alike are the methods of t that name may mean, the best first.
func (c *Checker) alike(t types.Type, name string) []string {
	members := c.memberNames(t)
	var all []string
	folded := foldName(name)
	for _, m := range members {
		if foldName(m) == folded || "get"+foldName(m) == folded || foldName(m) == "get"+folded {
			all = append(all, m)
		}
	}
	for _, n := range synonymsOf(name) {
		if slices.Contains(members, n) && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return slices.DeleteFunc(all, func(n string) bool {
		m := c.method(t, n)
		return m.fn == nil || !m.fn.Receiver
	})
}

// acceptsArgs tells whether a method of t could be called with args.
func (c *Checker) acceptsArgs(t types.Type, name string, args []ast.Expr) bool {
	m := c.method(t, name)
	if m.fn == nil || m.fn.Sig == nil || len(m.fn.Sig.Params) != len(args)+1 {
		return false
	}
	sub, inst := c.instantiate(m.fn.TypeParams, nil)
	for i, a := range m.args {
		if i < len(inst) {
			c.unify(inst[i], a)
		}
	}
	for i, a := range args {
		if !c.fits(c.known0(a), sub.Apply(m.fn.Sig.Params[i+1])) {
			return false
		}
	}
	return true
}

// helpMethod says what was meant by the call e of a method that x has not. The arguments were checked.
func (c *Checker) helpMethod(d *diag.Diagnostic, e *ast.CallExpr, f *ast.FieldExpr, x types.Type) {
	args := values(e)
	switch {
	case types.Is(x, types.Unit):
		help(d, "`%s` gives nothing back: write a statement of its own for each call", c.text(f.X))
	case c.helpEquals(d, e, f, args):
	case f.Name == "clone" && len(args) == 0 && !c.canClone(x):
		help(d, "it has one owner: pass it on with a move, or make another one")
	case f.Name == "clone" && len(args) == 0:
		text := "clone " + c.text(f.X)
		help(d, "write `%s`", text)
		fix(d, "write `"+text+"`", c.edit(e, text))
	case c.helpAlike(d, f, x, args):
	case len(args) == 0 && c.helpAsFunction(d, e, f.X, f.Name, x):
	case len(args) == 0 && c.helpFieldCalled(d, e, f, x):
	case len(args) == 0 && c.helpObserved(d, e, f, x):
	case c.helpJoin(d, f, x, args):
	case c.helpUnit(d, e, f, x):
	case c.helpTaken(d, f.Name, x):
	case c.helpItself(d, e, f, x):
	case c.helpFree(d, e, f, x, args):
	case c.helpWords(d, f.Name):
	case c.suggestAt(d, f, f.Name, c.memberNames(x)):
	default:
		c.listMembers(d, x)
	}
}

// helpEquals is about methods that compare.
func (c *Checker) helpEquals(d *diag.Diagnostic, e *ast.CallExpr, f *ast.FieldExpr, args []ast.Expr) bool {
	if name := foldName(f.Name); len(args) == 1 && (name == "concat" || name == "plus") && types.Is(c.known0(f.X), types.String) {
		help(d, "strings are put together by `+`")
		fix(d, "write `+`", c.cutFor(f.X.End(), args[0].Start(), " + "), c.cut(args[0].End(), e.End()))
		return true
	}
	if len(args) == 1 && f.Name == "join" && types.Is(c.known0(f.X), types.String) {
		call := c.text(args[0]) + ".join(" + c.text(f.X) + ")"
		help(d, "write `%s`", call)
		if _, ok := args[0].(*ast.Name); ok {
			fix(d, "write `"+call+"`", c.edit(e, call))
		}
		return true
	}
	switch foldName(f.Name) {
	case "equals", "eq", "isequal", "isequalto", "equal", "equalsignorecase", "compareto", "ne", "notequals":
	default:
		return false
	}
	help(d, "values are compared by `==` and `!=`")
	if name := foldName(f.Name); len(args) == 1 && name != "compareto" && name != "equalsignorecase" {
		op := " == "
		if strings.HasPrefix(name, "n") {
			op = " != "
		}
		fix(d, "write `"+strings.TrimSpace(op)+"`", c.cutFor(f.X.End(), args[0].Start(), op), c.cut(args[0].End(), e.End()))
	}
	return true
}

func (c *Checker) cutFor(from, to int, text string) diag.Edit {
	e := c.cut(from, to)
	e.Text = text
	return e
}

// helpAlike is about a method that x has by another name.
func (c *Checker) helpAlike(d *diag.Diagnostic, f *ast.FieldExpr, x types.Type, args []ast.Expr) bool {
	all := c.alike(x, f.Name)
	if len(all) == 0 {
		return false
	}
	if n := c.sameMethod(x, f.Name, args); n != "" {
		if len(args) == 0 {
			help(d, "it is called `.%s()`", n)
		} else {
			help(d, "it is called `%s`", n)
		}
		fix(d, "write `"+n+"`", diag.Edit{Span: c.lastName(f, f.Name), Text: n})
		return true
	}
	help(d, "did you mean `%s`?", c.signatureOf(x, all[0]))
	return true
}

// helpAsFunction is about what a built-in function says of x: `len(x)`, `to_string(x)`.
func (c *Checker) helpAsFunction(d *diag.Diagnostic, e ast.Expr, of ast.Expr, name string, x types.Type) bool {
	call := ""
	switch {
	case slices.Contains(synonymsOf(name), "len") && c.hasLength(x):
		call = "len(" + c.text(of) + ")"
	case slices.Contains(synonymsOf(name), "to_string") && c.shows(x):
		call = "to_string(" + c.text(of) + ")"
	default:
		return false
	}
	help(d, "write `%s`", call)
	fix(d, "write `"+call+"`", c.edit(e, call))
	return true
}

// helpFieldCalled is about a method that would give a field.
func (c *Checker) helpFieldCalled(d *diag.Diagnostic, e *ast.CallExpr, f *ast.FieldExpr, x types.Type) bool {
	folded := foldName(f.Name)
	for _, field := range c.fieldsOf(x) {
		if name := foldName(field.Name); name == folded || "get"+name == folded {
			text := c.text(f.X) + "." + field.Name
			help(d, "it is a field: `%s`", text)
			fix(d, "write `"+text+"`", c.cutFor(f.X.End(), e.End(), "."+field.Name))
			return true
		}
	}
	return false
}

// helpObserved is about e, a field or a method of f.X that gives what `observe()` tells.
func (c *Checker) helpObserved(d *diag.Diagnostic, e ast.Expr, f *ast.FieldExpr, x types.Type) bool {
	m := c.method(x, "observe")
	if m.fn == nil || m.fn.Sig == nil || len(m.fn.Sig.Params) != 1 {
		return false
	}
	names := []string{foldName(f.Name), strings.TrimPrefix(foldName(f.Name), "is"), strings.Replace(foldName(f.Name), "remote", "peer", 1)}
	for _, field := range c.fieldsOf(m.fn.Sig.Result) {
		folded := foldName(field.Name)
		if slices.Contains(names, folded) || slices.Contains(names, strings.TrimSuffix(folded, "ms")) {
			text := ".observe()." + field.Name
			help(d, "`observe()` tells it: `%s`", c.text(f.X)+text)
			fix(d, "write `"+text+"`", c.cutFor(f.X.End(), e.End(), text))
			return true
		}
	}
	return false
}

// helpJoin is about `join`, which a Vec of anything but strings lacks.
func (c *Checker) helpJoin(d *diag.Diagnostic, f *ast.FieldExpr, x types.Type, args []ast.Expr) bool {
	elem := c.itemOf(x)
	if types.DefOf(x) != c.universe.vec || foldName(f.Name) != "join" || len(args) != 1 || elem == nil || !c.shows(elem) {
		return false
	}
	help(d, "`join` is for strings: `%s.map(|x| f\"{x}\").join(%s)`", c.text(f.X), c.text(args[0]))
	fix(d, "make strings of the elements first", c.cutFor(f.X.End(), f.X.End(), ".map(|x| f\"{x}\")"))
	return true
}

// units are those of durations, by what libraries call the functions that make some.
var units = map[string]string{
	"nanos": "ns", "nanoseconds": "ns", "micros": "us", "microseconds": "us", "millis": "ms", "milliseconds": "ms",
	"secs": "s", "seconds": "s", "mins": "m", "minutes": "m", "hours": "h",
}

// helpUnit is about a method that would make a duration of a number.
func (c *Checker) helpUnit(d *diag.Diagnostic, e *ast.CallExpr, f *ast.FieldExpr, x types.Type) bool {
	unit := units[f.Name]
	if unit == "" || len(e.Args) > 0 || !c.fits(x, i64) {
		return false
	}
	help(d, "a duration is written `1%s`, and one of a number `%s * 1%s`", unit, c.text(f.X), unit)
	return true
}

// helpDuration is about a function of the type duration that would make one.
func (c *Checker) helpDuration(d *diag.Diagnostic, name string, t types.Type) bool {
	unit := units[strings.TrimPrefix(name, "from_")]
	if unit == "" || !types.Is(t, types.Duration) {
		return false
	}
	help(d, "a duration is written `1%s`, and one of a number `n * 1%s`", unit, unit)
	return true
}

// signatureOf is a method of t as it is declared.
func (c *Checker) signatureOf(t types.Type, name string) string {
	if m := c.method(t, name); m.fn != nil {
		return strings.TrimPrefix(m.fn.String(), "fn ")
	}
	return name
}

// helpTaken is about a method or a field of what is in an Option or a Result.
func (c *Checker) helpTaken(d *diag.Diagnostic, name string, x types.Type) bool {
	n, ok := x.(*types.Named)
	if !ok || !c.mayFail(x) {
		return false
	}
	inner := c.normalize(n.Args[0])
	if m := c.method(inner, name); m.fn == nil && len(c.alike(inner, name)) == 0 && !c.hasField(inner, name) {
		return false
	}
	help(d, "take out the `%s` before: `match` tells the cases apart, `unwrap_or(…)` has a value for the other one", inner)
	return true
}

func (c *Checker) hasField(t types.Type, name string) bool {
	return slices.ContainsFunc(c.fieldsOf(t), func(f types.Field) bool { return f.Name == name })
}

// helpFree is about a function of a module that does what the method would.
func (c *Checker) helpFree(d *diag.Diagnostic, e *ast.CallExpr, f *ast.FieldExpr, x types.Type, args []ast.Expr) bool {
	all := []types.Type{x}
	for _, a := range args {
		all = append(all, c.known0(a))
	}
	found := c.free(f.Name, all)
	if found == nil {
		return false
	}
	name := prefix(found.module) + found.name
	call := name + "(" + c.text(f.X)
	for _, a := range args {
		call += ", " + c.text(a)
	}
	call += ")"
	if c.isStatement(e) && found.gives(x) && len(args) == 0 {
		call = c.text(f.X) + " = " + call
	}
	help(d, "write `%s`, with `import %s;`", call, found.module)
	fix(d, "write `"+call+"`", append([]diag.Edit{c.edit(e, call)}, c.importing(found.module)...)...)
	return true
}

// pure are the modules with functions that could be methods of what they are given.
var pure = []string{"std::sort", "std::vec", "std::iter", "std::string", "std::fmt", "std::option", "std::result", "std::math", "std::text::unicode"}

// free is the function of a module that name means, by itself or by a synonym, and that takes values
// of these types; nil if there is none.
func (c *Checker) free(name string, args []types.Type) *entry {
	for _, n := range append([]string{name}, synonymsOf(name)...) {
		for _, suffix := range []string{"", "_int", "_ints", "_i64", "_str", "_string", "_strings", "_f64", "_float", "_floats", "_i32", "_u8"} {
			for _, e := range c.known().items[n+suffix] {
				if e.kind == funcEntry && slices.Contains(pure, e.module) && e.takes(args...) {
					return e
				}
			}
		}
	}
	return nil
}

// isStatement tells whether a call is a whole statement, whose value is not used.
func (c *Checker) isStatement(e ast.Expr) bool {
	text := strings.TrimRight(c.here.Source.Text[:e.Start()], " \t\r\n")
	rest := c.here.Source.Text[e.End():]
	return strings.HasPrefix(rest, ";") && (text == "" || strings.IndexByte("{};", text[len(text)-1]) >= 0)
}

// helpItself is about a method that gives the value itself in another form.
func (c *Checker) helpItself(d *diag.Diagnostic, e *ast.CallExpr, f *ast.FieldExpr, x types.Type) bool {
	if !slices.Contains(strings.Fields(themselves), f.Name) || len(e.Args) > 0 || c.itemOf(x) == nil && !types.Is(x, types.String) && !types.Is(x, types.Bytes) {
		return false
	}
	help(d, "`%s` itself is meant: leave `.%s()` out", c.text(f.X), f.Name)
	fix(d, "remove `."+f.Name+"()`", c.cut(f.X.End(), e.End()))
	return true
}

// helpWords is about a method of which the table of functions has but words.
func (c *Checker) helpWords(d *diag.Diagnostic, name string) bool {
	row := foreign(foreignFuncs, name)
	if row == nil || row.to != "" {
		return false
	}
	help(d, "%s", row.help)
	return true
}

// maxListed is how many names a report lists.
const maxListed = 14

// listMembers names the methods of t.
func (c *Checker) listMembers(d *diag.Diagnostic, t types.Type) {
	if _, basic := t.(*types.Basic); basic {
		return
	}
	var names []string
	for _, n := range c.memberNames(t) {
		if m := c.method(t, n); m.fn != nil && m.fn.Receiver && isTypable(n) {
			names = append(names, "`"+n+"`")
		}
	}
	if len(names) == 0 {
		return
	}
	text := "its methods are "
	if len(names) > maxListed {
		names, text = names[:maxListed], "among its methods are "
	}
	help(d, "%s%s", text, strings.Join(names, ", "))
}

// helpField says what was meant by a field that x has not.
func (c *Checker) helpField(d *diag.Diagnostic, e *ast.FieldExpr, x types.Type) {
	if types.DefOf(x) == c.universe.vec && strings.Trim(e.Name, "0123456789") == "" {
		text := c.text(e.X) + "[" + e.Name + "]"
		help(d, "an element of a Vec is `%s`", text)
		fix(d, "write `"+text+"`", c.cutFor(e.X.End(), e.End(), "["+e.Name+"]"))
		return
	}
	if types.DefOf(x) == c.universe.hashMap && len(c.alike(x, e.Name)) == 0 {
		help(d, "an entry of a map is `%s[\"%s\"]`, an Option where it is read", c.text(e.X), e.Name)
		return
	}
	if n := c.sameMethod(x, e.Name, nil); n != "" {
		help(d, "it is a method: `.%s()`", n)
		fix(d, "write `."+n+"()`", diag.Edit{Span: c.lastName(e, e.Name), Text: n + "()"})
		return
	}
	if c.helpTaken(d, e.Name, x) || c.helpAsFunction(d, e, e.X, e.Name, x) || c.helpObserved(d, e, e, x) {
		return
	}
	var names []string
	for _, f := range c.fieldsOf(x) {
		names = append(names, f.Name)
	}
	if !c.suggestAt(d, e, e.Name, names) && len(names) > 0 && len(names) <= maxListed {
		help(d, "its fields are `%s`", strings.Join(names, "`, `"))
	} else if len(names) == 0 {
		c.listMembers(d, x)
	}
}

// helpEnumerate is about the pattern of a `for` that has the index beside the element.
func (c *Checker) helpEnumerate(d *diag.Diagnostic, p *ast.TuplePattern) {
	s := c.header
	if s == nil || s.Pattern != ast.Pattern(p) || len(p.Patterns) != 2 || c.itemOf(c.normalize(c.info.Types[s.Value])) == nil {
		return
	}
	index, ok1 := p.Patterns[0].(*ast.NamePattern)
	elem, ok2 := p.Patterns[1].(*ast.NamePattern)
	if !ok1 || !ok2 {
		return
	}
	over := c.text(s.Value)
	help(d, "`for %s in 0..%s.len()` counts, and `%s[%s]` is the element", index.Name, over, over, index.Name)
	if _, plain := s.Value.(*ast.Name); !plain || index.Name == "_" || types.DefOf(c.info.Types[s.Value]) != c.universe.vec {
		return
	}
	head := index.Name + " in 0.." + over + ".len() {"
	open := s.Body.Start()
	line := c.here.Source.Line(c.here.Source.Place(s.Start()).Line)
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))] + "    "
	fix(d, "write `for "+head+"`", c.cutFor(p.Start(), open+1, head+"\n"+indent+"let "+elem.Name+" = "+over+"["+index.Name+"];"))
}
