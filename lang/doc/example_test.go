package doc_test

import (
	"testing"

	"hewq/lang/doc"
	"hewq/lang/parser"
	"hewq/lang/source"
)

// Examples are those that say that they are Hew, or nothing, whatever their fences look like.
func TestWhatIsAnExample(t *testing.T) {
	file, _ := parser.ParseFile(source.New("a.hew", `/// ~~~~ hew
/// println("~~~"); // => ~~~
/// ~~~
/// ~~~~
///   `+"```"+`
///   println(2);
///   `+"```"+`
/// `+"```json"+`
/// {}
/// `+"```"+`
/// `+"```"+`
/// `+"```"+`
/// an inline `+"``` is ```"+` no fence
actor Counter {
    /// `+"```"+`
    /// println(3);
    receive fn count() {}
}
enum Color {
    /// `+"```hew,no_run"+`
    /// println(4);
    Red;
}
`))
	examples, mistakes := doc.Examples(file)
	if len(mistakes) > 0 {
		t.Errorf("got %v", mistakes)
	}
	want := []struct {
		name, code string
		line       int
	}{
		{"Counter", "println(\"~~~\"); // => ~~~\n~~~", 2},
		{"Counter", "  println(2);", 6},
		{"Counter.count", "println(3);", 16},
		{"Color.Red", "println(4);", 21},
	}
	for i, e := range examples {
		if i >= len(want) || e.Name != want[i].name || e.Code != want[i].code || e.Line != want[i].line {
			t.Errorf("example %d is %s at %d: %q", i, e.Name, e.Line, e.Code)
		}
	}
	if len(examples) != len(want) || !examples[3].NoRun {
		t.Errorf("got %d examples", len(examples))
	}
}

// In a page only blocks that say that they are Hew are examples, and what else they say is for others.
func TestExamplesOfPages(t *testing.T) {
	examples, mistakes := doc.PageExamples(source.New("a.md", "# A\n\n```\nno\n```\n\n```hew title=\"x\"\nprintln(1); // => 1\n```\n"))
	if len(examples) != 1 || len(mistakes) != 0 || examples[0].Line != 8 || examples[0].Want[0] != (doc.Want{Text: "1", Line: 8}) {
		t.Errorf("got %+v, %v", examples, mistakes)
	}
}

func TestWhatIsStated(t *testing.T) {
	for _, c := range []struct {
		code, stdout string
		differs      int
	}{
		{`println(1); // => 1`, "1\n", -1},
		{`println(1); // => 1`, "1", -1},
		{`println(1); // => 1`, "2\n", 0},
		{`println(1); // => 1`, "1\n2\n", 1},
		{`println(1); // => 1`, "", 0},
		{`println("");`, "", -1},
		{`println("");`, "\n", 0},
		{`println(""); // =>`, "\n", -1},
		{`println("// => 3");`, "// => 3\n", 0},
		{`println("  1 "); // =>   1`, "  1 \n", -1},
		{"f();\n// => a\n// => b", "a\nb\n", -1},
		{`f(); // => port …`, "port 4433\n", -1},
		{`f(); // => … of … is …`, "one of two is half\n", -1},
		{`f(); // => … of … is …`, "one is half\n", 0},
		{`f(); // => a…a`, "a\n", 0},
	} {
		src := source.New("a.md", "```hew\n"+c.code+"\n```\n")
		examples, _ := doc.PageExamples(src)
		if got := examples[0].Differs(c.stdout); got != c.differs {
			t.Errorf("%s with %q differs at %d, want %d", c.code, c.stdout, got, c.differs)
		}
	}
}
