package query

// This file tests what the tree alone tells.

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang/ast"
	"hewq/lang/parser"
	"hewq/lang/source"
)

var (
	kindNames = map[Kind]string{
		FuncEntry: "fn", MethodEntry: "method", ReceiveEntry: "receive", InitEntry: "init", ConstEntry: "const", TypeEntry: "type",
		AliasEntry: "alias", FieldEntry: "field", EnumEntry: "enum", VariantEntry: "variant", TraitEntry: "trait", ImplEntry: "impl",
		ActorEntry: "actor", SupervisorEntry: "supervisor", ChildEntry: "child", MachineEntry: "machine", StateEntry: "state",
		EventEntry: "event",
	}
	foldNames = map[FoldKind]string{RegionFold: "region", CommentFold: "comment", ImportsFold: "imports"}
)

func tree(t *testing.T, name string) *ast.File {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	f, _ := parser.ParseFile(source.New(name, string(text)))
	return f
}

// lines is where a span stands, and what is in it.
func lines(s source.Span) string {
	return fmt.Sprintf("%d-%d %q", s.File.LineAt(s.Start), s.File.LineAt(max(s.Start, s.End-1)), shortened(s.Text()))
}

func shortened(text string) string {
	if len(text) > 40 {
		return text[:18] + " … " + text[len(text)-18:]
	}
	return text
}

func TestOutline(t *testing.T) {
	var b strings.Builder
	var show func(depth int, es []Entry)
	show = func(depth int, es []Entry) {
		for _, e := range es {
			fmt.Fprintf(&b, "%s%s %s | %s | %s\n", strings.Repeat("  ", depth), kindNames[e.Kind], e.Name, e.Detail, lines(e.Span))
			if e.Kind != ImplEntry && e.NameSpan.Text() != e.Name {
				t.Errorf("the name of %s is said to be %q", e.Name, e.NameSpan.Text())
			}
			if e.NameSpan.Start < e.Span.Start || e.NameSpan.End > e.Span.End {
				t.Errorf("the name of %s stands outside of it", e.Name)
			}
			show(depth+1, e.Children)
		}
	}
	show(0, Outline(tree(t, "tree.hew")))
	golden.Check(t, filepath.Join("testdata", "outline.golden"), b.String())
}

func TestFolds(t *testing.T) {
	var b strings.Builder
	for _, f := range Folds(tree(t, "tree.hew")) {
		fmt.Fprintf(&b, "%s %s\n", foldNames[f.Kind], lines(f.Span))
	}
	golden.Check(t, filepath.Join("testdata", "folds.golden"), b.String())
}

func TestSelections(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "selections.hew"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	rest := string(text)
	clean := strings.ReplaceAll(rest, "¦", "")
	f, _ := parser.ParseFile(source.New("selections.hew", clean))
	offset := 0
	for {
		before, after, ok := strings.Cut(rest, "¦")
		if !ok {
			break
		}
		offset += len(before)
		rest = after
		at := f.Source.Place(offset)
		fmt.Fprintf(&b, "at %d:%d\n", at.Line, at.Column)
		for _, s := range Selections(f, offset) {
			fmt.Fprintf(&b, "    %s\n", lines(s))
		}
	}
	golden.Check(t, filepath.Join("testdata", "selections.golden"), b.String())
}

// TestTreeAnywhere asks at every offset of a program with mistakes.
func TestTreeAnywhere(t *testing.T) {
	whole := tree(t, "tree.hew").Source.Text
	for cut := 0; cut < len(whole); cut += 37 {
		f, _ := parser.ParseFile(source.New("cut.hew", whole[:cut]))
		Outline(f)
		Folds(f)
		for offset := 0; offset <= cut; offset += 11 {
			spans := Selections(f, offset)
			if last := spans[len(spans)-1]; last.Start != 0 || last.End != cut {
				t.Fatalf("the selections at %d of %d bytes end with %v", offset, cut, last)
			}
			if !slices.IsSortedFunc(spans, func(a, b source.Span) int { return (a.End - a.Start) - (b.End - b.Start) }) {
				t.Fatalf("the selections at %d of %d bytes do not grow: %v", offset, cut, spans)
			}
		}
	}
}

// TestSelectionsOfLongSum holds that the spans are not more than an editor can read, and are still within each other.
func TestSelectionsOfLongSum(t *testing.T) {
	text := "fn main() {\n    println(1" + strings.Repeat(" + 1", 500) + ");\n}\n"
	tree, _ := parser.ParseFile(source.New("a.hew", text))
	spans := Selections(tree, strings.Index(text, "1"))
	if len(spans) != 100 {
		t.Errorf("there are %d spans", len(spans))
	}
	for i, s := range spans[1:] {
		if s.Start > spans[i].Start || s.End < spans[i].End || s == spans[i] {
			t.Errorf("%v is not around %v", s, spans[i])
		}
	}
	if last := spans[len(spans)-1]; last.Text() != text {
		t.Errorf("the last span is %q", last.Text())
	}
}
