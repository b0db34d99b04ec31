// Package large makes large programs of Hew, each of one kind of code, to measure with how the parser and
// the checker grow.
package large

import (
	"fmt"
	"strings"
)

// A Kind is a kind of code.
type Kind struct {
	Name string
	make func(b *strings.Builder, lines int)
}

// Kinds are all kinds of code.
var Kinds = []Kind{
	{"functions", functions},
	{"types", declarations},
	{"lets", lets},
	{"fstrings", fstrings},
	{"ifs", ifs},
	{"sum", sum},
	{"chain", chain},
	{"array", array},
	{"mixed", func(b *strings.Builder, lines int) { b.WriteString(Mixed(lines)) }},
}

// Sizes are how many lines the programs have that are measured.
var Sizes = []int{500, 2_000, 8_000, 32_000}

// Source is a right program of the kind, of about so many lines. That of an array has ten elements on each.
func (k Kind) Source(lines int) string {
	var b strings.Builder
	k.make(&b, lines)
	return b.String()
}

func functions(b *strings.Builder, lines int) {
	n := lines / 9
	for i := range n {
		fmt.Fprintf(b, `
pub fn work%d(a: i64, b: i64) -> i64 {
    var total = a * %d + b;
    for i in 0..b {
        total += i %% 7 - (a + i);
    }
    println(f"total of %[1]d is {total}");
    total
}
`, i, i%13)
	}
	b.WriteString("\nfn main() {\n    println(work0(1, 2));\n}\n")
}

func declarations(b *strings.Builder, lines int) {
	n := lines / 20
	for i := range n {
		fmt.Fprintf(b, `
/// One of many.
type Part%[1]d {
    name: string;
    count: i64;
    children: Vec<i64>;
}

enum State%[1]d { Idle; Busy(i64); Broken { why: string }; }

impl Part%[1]d {
    fn size(self) -> i64 { self.count + self.children.len() }
    fn state(self, limit: i64) -> State%[1]d {
        match self.count {
            0 => State%[1]d::Idle,
            n if n < limit => State%[1]d::Busy(n),
            _ => State%[1]d::Broken { why: self.name + "!" },
        }
    }
}
`, i)
	}
	b.WriteString("\nfn main() {\n    println(Part0 { name: \"a\", count: 1, children: [1] }.size());\n}\n")
}

// body makes a main of one line after the other.
func body(b *strings.Builder, lines int, line func(i int)) {
	b.WriteString("fn main() {\n    let x0 = 1;\n    let name = \"x\";\n")
	for i := 1; i < lines; i++ {
		b.WriteString("    ")
		line(i)
	}
	b.WriteString("    println(name.len() + x0);\n}\n")
}

func lets(b *strings.Builder, lines int) {
	body(b, lines, func(i int) { fmt.Fprintf(b, "let _x%d = x0 + %d;\n", i, i) })
}

func fstrings(b *strings.Builder, lines int) {
	body(b, lines, func(i int) { fmt.Fprintf(b, "println(f\"{name} has %d of {x0 + %d}\");\n", i, i) })
}

func ifs(b *strings.Builder, lines int) {
	b.WriteString("fn main() {\n    var n = 1;\n")
	for i := range lines / 6 {
		fmt.Fprintf(b, "    if n %% %d == 0 && n > %d {\n        n = n + 1;\n    } else {\n        n -= 2;\n        println(n);\n    }\n", i+2, i)
	}
	b.WriteString("}\n")
}

func sum(b *strings.Builder, lines int) {
	b.WriteString("fn main() {\n    let x = 1")
	for range min(lines, 100) {
		b.WriteString("\n        + 1 + 1 + 1 + 1 + 1")
	}
	b.WriteString(";\n    println(x);\n")
	for i := range lines {
		fmt.Fprintf(b, "    println(1 + 1 + %d);\n", i)
	}
	b.WriteString("}\n")
}

func chain(b *strings.Builder, lines int) {
	body(b, lines, func(int) { b.WriteString("println(name.trim().trim().trim());\n") })
}

func array(b *strings.Builder, lines int) {
	b.WriteString("fn main() {\n    let all = [")
	for i := range lines {
		fmt.Fprintf(b, "\n        %d, 1, 2, 3, 4, 5, 6, 7, 8, 9,", i)
	}
	b.WriteString("\n    ];\n    println(all.len());\n}\n")
}
