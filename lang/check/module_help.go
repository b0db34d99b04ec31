package check

// This file finds the module that was meant by an import that names none.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// helpModule says what was meant by the import n of path, which names no module.
func (c *Checker) helpModule(d *diag.Diagnostic, n *ast.ImportDecl, path string) {
	if n.File != "" {
		path = strings.TrimSuffix(strings.NewReplacer("/", "::", ".", "::").Replace(path), "::hew")
	}
	path = strings.ReplaceAll(path, ".", "::")
	if n.File != "" && !strings.HasPrefix(path, "std::") && len(c.known().modulesNamed(path)) == 0 {
		file := strings.Trim(n.File, `"`)
		d.Message = "there is no file `" + file + "` beside this one"
		if !strings.HasSuffix(file, ".hew") {
			help(d, "an import of a file has its whole name: `import \"%s.hew\";`", file)
		}
		return
	}
	std := strings.HasPrefix(path, "std::")
	if slices.Contains(elsewhere, path) {
		d.Message = "Hew has a module `" + path + "`, and hewq does not have it yet"
		return
	}
	if std {
		d.Message = "hewq has no module `" + path + "`"
	}
	if slices.Contains(strings.Fields("HashMap HashSet Vec Option Result"), lastWord(path)) && n.Names == nil && !n.Glob {
		help(d, "`%s` needs no import", lastWord(path))
		fix(d, "remove the import", c.cut(n.Start(), n.End()))
		return
	}
	if c.helpFolder(d, n, path) {
		return
	}
	l := c.known()
	name, words := lastWord(path), strings.TrimPrefix(path, "std::")
	found := l.modulesNamed(words)
	switch {
	case len(found) > 0:
	case foreignModules[name] != "":
		found = []string{foreignModules[name]}
	case len(l.modulesNamed(name)) == 1:
		found = l.modulesNamed(name)
	default:
		c.helpNear(d, n, path)
		return
	}
	for _, p := range found {
		help(d, "write `import %s;`", p)
	}
	if len(found) == 1 {
		c.fixPath(d, n, found[0])
	}
}

// fixPath adds the fix that has an import name another module.
func (c *Checker) fixPath(d *diag.Diagnostic, n *ast.ImportDecl, path string) {
	if n.Glob || n.Names != nil {
		return
	}
	var solid []token.Token
	for _, t := range c.here.File.TokensOf(n) {
		if !token.IsElided(t.Type) {
			solid = append(solid, t)
		}
	}
	end := 1
	for end < len(solid) && solid[end].Value != "as" && solid[end].Value != ";" {
		end++
	}
	if end < 2 || end >= len(solid) {
		return
	}
	last := solid[end-1]
	at := source.Span{File: c.here.Source, Start: solid[1].Start(), End: last.End()}
	fix(d, "import `"+path+"`", diag.Edit{Span: at, Text: path})
}

// helpNear is about a path that is nearly that of a module, of hewq or of Hew.
func (c *Checker) helpNear(d *diag.Diagnostic, n *ast.ImportDecl, path string) {
	name := lastWord(path)
	for _, p := range elsewhere {
		if strings.HasPrefix(path, "std::") && lastWord(p) == name {
			help(d, "Hew has a module `%s`, and hewq does not have it yet", p)
			return
		}
	}
	paths := map[string]string{}
	var names []string
	for _, p := range c.known().paths {
		paths[lastWord(p)] = p
		names = append(names, lastWord(p))
	}
	near, certain := diag.Meant(name, names)
	if near == "" {
		return
	}
	help(d, "did you mean `%s`?", paths[near])
	if certain && strings.HasPrefix(path, "std::") {
		c.fixPath(d, n, paths[near])
	}
}

// helpFolder is about several modules in one import: `import std::encoding::{json, csv};`.
func (c *Checker) helpFolder(d *diag.Diagnostic, n *ast.ImportDecl, path string) bool {
	var lines []string
	for _, name := range n.Names {
		if !slices.Contains(c.known().paths, path+"::"+name.Name) || name.Alias != "" {
			return false
		}
		lines = append(lines, "import "+path+"::"+name.Name+";")
	}
	if len(lines) == 0 {
		return false
	}
	help(d, "each module has an import of its own: `%s`", strings.Join(lines, " "))
	fix(d, "write an import for each", c.edit(n, strings.Join(lines, "\n")))
	return true
}
