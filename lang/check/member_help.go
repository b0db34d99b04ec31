package check

// This file finds what was meant by a name that a module does not have.

import (
	"slices"
	"strings"

	"hewq/lang/diag"
)

// helpMember is about name, which u does not have and which d is about.
func (c *Checker) helpMember(d *diag.Diagnostic, u *unit, name string) {
	if path := u.path + "::" + name; u.embedded && slices.Contains(c.known().paths, path) {
		help(d, "`%s` is a module: write `import %s;`", name, path)
		return
	}
	names := publicNames(u)
	write := func(to string) { fix(d, "write `"+to+"`", diag.Edit{Span: d.Span, Text: to}) }
	for _, n := range names {
		if foldName(n) == foldName(name) {
			help(d, "it is called `%s`", n)
			write(n)
			return
		}
	}
	if row := foreign(foreignFuncs, name); row != nil && row.from == u.path {
		help(d, "it is called `%s`", row.to)
		if row.help == "" {
			write(row.to)
		} else {
			help(d, "%s", row.help)
		}
		return
	}
	if row := foreign(foreignPaths, lastWord(u.path)+"."+name); row != nil && row.to != lastWord(u.path)+"."+name {
		if row.help != "" {
			help(d, "%s", row.help)
		} else {
			help(d, "it is called `%s`", row.to)
		}
		return
	}
	if typed := typeNamed(names, name); u.embedded && typed != "" {
		help(d, "it is called `%s`", typed)
		write(typed)
		return
	}
	if kinds := beginWith(names, name+"_"); u.embedded && len(kinds) > 1 && len(kinds) <= maxListed {
		help(d, "there is one for each type: `%s`", strings.Join(kinds, "`, `"))
		return
	}
	near, certain := diag.Meant(name, names)
	if certain || near != "" && !u.embedded {
		help(d, "did you mean `%s`?", near)
		if certain {
			write(near)
		}
		return
	}
	if !u.embedded {
		return
	}
	for _, n := range synonymsOf(name) {
		if slices.Contains(names, n) {
			help(d, "did you mean `%s`?", n)
			return
		}
	}
	for _, e := range c.known().parts[name] {
		if e.module == u.path && e.kind == methodEntry {
			help(d, "`%s` is a method of `%s`: `%s`", name, e.owner, declaredText(e))
			return
		}
	}
	if near != "" {
		help(d, "did you mean `%s`?", near)
		return
	}
	for _, e := range c.known().items[name] {
		if e.kind == funcEntry {
			help(d, "`%s%s` does that, with `import %s;`", prefix(e.module), name, e.module)
			return
		}
	}
	if len(names) <= maxListed {
		help(d, "it has `%s`", strings.Join(names, "`, `"))
	}
}

// typeNamed is the one of names that is a type and ends with name, such as `QUICEndpoint` for `Endpoint`.
func typeNamed(names []string, name string) string {
	found := ""
	for _, n := range names {
		prefix, ok := strings.CutSuffix(n, name)
		if !ok || name == "" || name != strings.ToUpper(name[:1])+name[1:] || prefix != strings.ToUpper(prefix) || prefix == "" {
			continue
		}
		if found != "" {
			return ""
		}
		found = n
	}
	return found
}

// beginWith are those of names that begin with prefix.
func beginWith(names []string, prefix string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !strings.HasPrefix(n, prefix) })
}
