package module

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/lang/ast"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/native"
)

const everything = `//! A module.
import std::fs;

/// A shape.
pub enum Shape { Circle(f64); Rect { w: f64, h: f64 }; Dot; }

const LIMIT: i64 = 3;

impl Shape {
    fn area(s: Shape) -> f64 {
        match s {
            Shape::Circle(r) => r * r * 3.14,
            Rect { w, h } => w * h,
            _ => -0.5,
        }
    }
}

extern "C" { fn hew_shape(name: string) -> i64; }

fn main() {
    var total = 0;
    for i in 0 ..= LIMIT { if i % 2 == 0 { total += i; } else { continue; } }
    let f = |x: i64| x + total;
    println(f"{f(2)} of {total}");
}
`

func TestImageGivesTheSameTree(t *testing.T) {
	texts := map[string]string{"everything": everything, "empty": ""}
	if dir := os.Getenv("HEW_CORPUS"); dir != "" {
		files, _ := filepath.Glob(filepath.Join(dir, "std", "*.hew"))
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			texts[f] = string(b)
		}
	}
	for name, text := range texts {
		src := source.New(name, text)
		want, _ := parser.ParseFile(src)
		for _, compressed := range []bool{false, true} {
			image, err := Image(src, compressed)
			if err != nil {
				t.Fatal(err)
			}
			got, err := LoadImage(src.Name, string(image))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := ast.Dump(got), ast.Dump(want); got != want {
				t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
			}
			var at []int
			ast.Inspect(want, func(n ast.Node) bool { at = append(at, n.Start(), n.End()); return true })
			ast.Inspect(got, func(n ast.Node) bool {
				if n.Start() != at[0] || n.End() != at[1] {
					t.Errorf("%s: %T at %d to %d, want %d to %d", name, n, n.Start(), n.End(), at[0], at[1])
				}
				at = at[2:]
				return true
			})
		}
	}
}

func TestImageOfAnotherVersionIsRefused(t *testing.T) {
	image, err := Image(source.New("a", everything), true)
	if err != nil {
		t.Fatal(err)
	}
	cut := string(image[:len(image)/2])
	for name, image := range map[string]string{"other version": "hewq image 0\n", "cut": cut, "empty": ""} {
		if _, err := LoadImage("a", image); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestTextOfAnImage(t *testing.T) {
	image, err := Image(source.New("a", everything), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []native.Module{{Path: "a", Image: string(image)}, {Path: "a", Stub: everything}} {
		if got := Text(&m); got != everything {
			t.Errorf("got %s", got)
		}
	}
}

func TestImageOfWrongTextFails(t *testing.T) {
	if _, err := Image(source.New("a", "fn ( {"), true); err == nil || !strings.HasPrefix(err.Error(), "a: ") {
		t.Errorf("got %v", err)
	}
}

func BenchmarkLoadImage(b *testing.B) {
	src := source.New("a", strings.Repeat(everything, 20))
	image, err := Image(src, true)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src.Text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := LoadImage(src.Name, string(image)); err != nil {
			b.Fatal(err)
		}
	}
}
