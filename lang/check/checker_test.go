package check_test

import (
	"strings"
	"testing"

	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/types"
	"hewq/stdlib"
)

// TestCheckerGoesOn checks one file after the other with the same Checker.
func TestCheckerGoesOn(t *testing.T) {
	c := check.New(module.New(stdlib.Modules))
	for _, step := range []struct{ text, want string }{
		{"import std::fs;\nrecord Point { x: i64 }\nfn one() -> i64 { 1 }\nenum Way { In; Out; }", ""},
		{"impl Point { fn twice(self) -> i64 { self.x * 2 } }", ""},
		{"fn two() -> i64 { one() + Point { x: 1 }.twice() }\nfn way() -> Way { Out }", ""},
		{"impl Display for Point { fn fmt(p: Point) -> string { p.y } }", "no field `y`"},
		{"fn show() { println(Point { x: 1 }); }", "does not implement `Display`"},
		{"impl Display for Point { fn fmt(p: Point) -> string { f\"{p.x}\" } }", ""},
		{"fn show() { println(Point { x: 1 }); }", ""},
		{"fn one() -> string { \"1\" }", ""},
		{"fn three() -> string { one() + \"2\" }", ""},
		{"fn four() -> bool { fs.exists(\"x\") }", ""},
	} {
		file, ds := parser.ParseFile(source.New("input", step.text))
		_, more := c.Check(file)
		ds = append(ds, more...)
		switch {
		case step.want == "" && len(ds) > 0:
			t.Errorf("%s\ngives: %s", step.text, ds[0].Message)
		case step.want != "" && (len(ds) != 1 || !strings.Contains(ds[0].Message, step.want)):
			t.Errorf("%s\ngives %v, want %s", step.text, ds, step.want)
		}
	}
}

// TestProgram asks what the evaluator asks.
func TestProgram(t *testing.T) {
	const text = `
record Box<T> { value: T }
trait Area { fn area(self) -> i64; fn double(self) -> i64 { self.area() * 2 } }
impl<T> Area for Box<T> { fn area(self) -> i64 { 1 } }
impl Display for Box<string> { fn fmt(b: Box<string>) -> string { b.value } }
trait Source { type Item; fn next_item(self) -> Self::Item; }
impl<T> Source for Box<T> { type Item = Vec<T>; fn next_item(self) -> Vec<T> { [self.value] } }
fn first<S: Source>(s: S) -> S::Item { s.next_item() }
fn main() {
    let b = Box { value: 1 };
    println(b.double() + first(b).len());
}
`
	file, ds := parser.ParseFile(source.New("main.hew", text))
	prog, more := check.Check(file, module.New(stdlib.Modules))
	if ds = append(ds, more...); len(ds) > 0 {
		t.Fatal(ds[0].Message)
	}
	scope := prog.Main.Module.Scope
	box := types.DefOf(scope["Box"].(*check.TypeName).Type)
	of := func(k types.Kind) types.Type { return &types.Named{Def: box, Args: []types.Type{types.Of(k)}} }
	area := scope["Area"].(*check.Trait)

	f, args, ok := prog.Method(of(types.I64), area, "area")
	if !ok || f.Name != "area" || len(args) != 1 || !types.Is(args[0], types.I64) {
		t.Errorf("Method(Box<i64>, Area, area) = %v, %v, %v", f, args, ok)
	}
	f, args, ok = prog.Method(of(types.Bool), area, "double")
	if !ok || f.Decl.Body == nil || len(args) != 1 || args[0].String() != "Box<bool>" {
		t.Errorf("Method(Box<bool>, Area, double) = %v, %v, %v", f, args, ok)
	}
	if _, _, ok := prog.Display(of(types.String)); !ok {
		t.Error("Box<string> has no Display")
	}
	if _, _, ok := prog.Display(of(types.I64)); ok {
		t.Error("Box<i64> has the Display of Box<string>")
	}
	item := &types.Proj{Type: of(types.Char), Trait: scope["Source"].(*check.Trait).Trait, Name: "Item"}
	if got := prog.Normalize(item).String(); got != "Vec<char>" {
		t.Errorf("Normalize(Box<char>::Item) = %s", got)
	}
	if got, _, ok := prog.Method(types.Of(types.I64), scope["Source"].(*check.Trait), "next_item"); ok {
		t.Errorf("i64 has %s", got.Name)
	}
	if d, ok := diag.Lookup(diag.MissingImpl); !ok || d.Summary == "" {
		t.Error("missing-impl is not documented")
	}
}
