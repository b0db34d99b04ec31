package large

// This file makes programs of all kinds of code.

import (
	"fmt"
	"strings"
)

// Mixed is a right program of all kinds of code, of about so many lines.
func Mixed(lines int) string {
	var b strings.Builder
	b.WriteString("import std::fs;\nimport std::string;\n\nenum Shape { Circle(i64); Square { side: i64 }; Point; }\n\ntype Item { name: string; count: i64; }\n")
	const part = `
fn area%[1]d(s: Shape, scale: i64) -> i64 {
    match s {
        Circle(r) => r * r * 3 * scale,
        Square { side } => side * side * scale,
        Point => 0,
    }
}

fn read%[1]d(path: string) -> Result<Vec<Item>, string> {
    let items: Vec<Item> = Vec::new();
    let text = match fs.try_read(path) {
        Ok(t) => t,
        Err(_) => return Err(f"cannot read {path}"),
    };
    for line in text.lines() {
        if line.len() == 0 || line.starts_with("#") {
            continue;
        }
        let parts = line.split("=");
        var count = 0;
        if parts.len() > 1 {
            count = string.to_int(parts.get(1)) + area%[1]d(Circle(2), 3);
        }
        items.push(Item { name: parts.get(0), count: count });
    }
    Ok(items)
}

fn sum%[1]d(n: i64) -> i64 {
    var total = 0;
    var i = 0;
    while i < n {
        let step = if i %% 2 == 0 { i } else { i * 2 };
        total += step;
        i += 1;
    }
    println(f"the sum of %[1]d is {total}");
    total
}
`
	have := strings.Count(b.String(), "\n")
	var calls strings.Builder
	for n := 0; have < lines-3*n; n++ {
		fmt.Fprintf(&b, part, n)
		have += strings.Count(part, "\n")
		fmt.Fprintf(&calls, "    println(sum%d(3) + area%[1]d(Point, 1));\n    println(read%[1]d(\"x\").is_ok());\n", n)
	}
	return b.String() + "\nfn main() {\n" + calls.String() + "}\n"
}
