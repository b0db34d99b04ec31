package check

// This file tests the tables of names of other languages against what the embedded modules have.

import (
	"slices"
	"strings"
	"testing"

	"hewq/lang/diag"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/types"
	"hewq/stdlib"
)

// looked gives a Checker that has seen text, and what it says of it.
func looked(t *testing.T, loader module.Loader, text string) (*Checker, []diag.Diagnostic) {
	t.Helper()
	file, ds := parser.ParseFile(source.New("habit.hew", text))
	if len(ds) > 0 {
		t.Fatalf("%s\nis not read: %v", text, ds)
	}
	c := New(loader)
	_, ds = c.Check(file)
	return c, ds
}

// Every name of the tables is reported once, with the words of its row.
func TestForeignNames(t *testing.T) {
	loader := module.New(stdlib.Modules)
	for _, table := range []struct {
		rows []foreignName
		call string
	}{{foreignValues, ""}, {foreignPaths, "()"}, {foreignFuncs, "()"}} {
		for _, row := range table.rows {
			for name := range strings.FieldsSeq(row.names) {
				_, ds := looked(t, loader, "fn main() {\n    "+name+table.call+";\n}\n")
				if len(ds) != 1 || ds[0].Code != diag.UnknownName {
					t.Errorf("%s: %v", name, ds)
					continue
				}
				said := strings.Join(ds[0].Help, "\n")
				if said == "" || !strings.Contains(said, row.help) || row.help == "" && !strings.Contains(said, row.to) {
					t.Errorf("%s: the help is %q", name, said)
				}
			}
		}
	}
}

// What the rows lead to exists.
func TestForeignNamesLeadSomewhere(t *testing.T) {
	c, _ := looked(t, module.New(stdlib.Modules), "fn main() {}\n")
	l := c.known()
	for _, row := range slices.Concat(foreignValues, foreignPaths, foreignFuncs) {
		name := row.to[strings.LastIndexByte(row.to, '.')+1:]
		switch {
		case row.from == "":
		case !slices.Contains(l.paths, row.from):
			t.Errorf("%s: there is no module %s", row.names, row.from)
		case name != lastWord(row.from) && !slices.ContainsFunc(l.items[name], func(e *entry) bool { return e.module == row.from }):
			t.Errorf("%s: %s has no %s", row.names, row.from, name)
		}
	}
	for name, path := range foreignModules {
		if !slices.Contains(l.paths, path) {
			t.Errorf("%s: there is no module %s", name, path)
		}
	}
	for _, path := range pure {
		if !slices.Contains(l.paths, path) {
			t.Errorf("there is no module %s", path)
		}
	}
	for _, path := range elsewhere {
		if slices.Contains(l.paths, path) {
			t.Errorf("hewq has %s by now", path)
		}
	}
}

// Each row of synonyms has a method or a function that exists.
func TestSynonyms(t *testing.T) {
	c, _ := looked(t, module.New(stdlib.Modules), "fn main() {}\n")
	l := c.known()
	var names []string
	for _, typ := range []types.Type{
		str, i64, types.Of(types.F64), types.Of(types.Bytes), types.Of(types.Duration), named(c.universe.vec, i64),
		named(c.universe.hashMap, str, i64), named(c.universe.hashSet, i64), named(c.universe.option, i64),
		named(c.universe.result, i64, str),
	} {
		names = append(names, c.memberNames(typ)...)
	}
	for _, row := range synonyms {
		if !slices.ContainsFunc(strings.Fields(row), func(n string) bool {
			return slices.Contains(names, n) || l.parts[n] != nil || l.items[n] != nil || l.items[n+"_ints"] != nil
		}) {
			t.Errorf("nothing is called as one of %q", row)
		}
	}
}

// Right programs do not pay for the library.
func TestLibraryIsMadeWhenNeeded(t *testing.T) {
	if c, ds := looked(t, module.New(stdlib.Modules), "import std::fs;\nfn main() { println(fs.exists(\"x\")); }\n"); len(ds) > 0 || c.library != nil {
		t.Errorf("the library is made of a right program: %v", ds)
	}
	if c, _ := looked(t, module.New(stdlib.Modules), "fn main() { nothing; }\n"); c.library == nil {
		t.Error("no library is made for an unknown name")
	}
}

func TestLibrary(t *testing.T) {
	c, _ := looked(t, module.New(stdlib.Modules), "fn main() {}\n")
	l := c.known()
	for _, want := range []struct {
		in     map[string][]*entry
		module string
		owner  string
		name   string
		kind   entryKind
	}{
		{l.items, "std::sort", "", "sort_ints", funcEntry},
		{l.items, "std::net::quic", "", "QUICStream", typeEntry},
		{l.items, "std::misc::log", "", "ERROR", constEntry},
		{l.items, "std::net", "", "ConnectionHandler", traitEntry},
		{l.parts, "std::net::quic", "QUICStream", "send_string", methodEntry},
		{l.parts, "std::fs", "IoError", "NotFound", variantEntry},
		{l.parts, "std::encoding::json", "Value", "get_field", methodEntry},
	} {
		if !slices.ContainsFunc(want.in[want.name], func(e *entry) bool {
			return e.module == want.module && e.owner == want.owner && e.kind == want.kind
		}) {
			t.Errorf("%s of %s %s is not known", want.name, want.module, want.owner)
		}
	}
	sortInts := l.items["sort_ints"][0]
	ints, strs := named(c.universe.vec, i64), named(c.universe.vec, str)
	if !sortInts.takes(ints) || sortInts.takes(strs) || sortInts.takes(ints, ints) || !sortInts.gives(ints) || sortInts.gives(strs) {
		t.Error("sort_ints takes and gives something else than a Vec<i64>")
	}
}
