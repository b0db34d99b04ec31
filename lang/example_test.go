package lang_test

import (
	"context"
	"fmt"
	"os"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/stdlib"
)

// A Go program runs a Hew program as `hewq run` does.
func Example() {
	src := source.New("greet.hew", `fn main() -> i64 {
    println("hello from Hew");
    3
}`)
	program, mistakes := lang.Load(src, stdlib.Modules)
	if len(mistakes) > 0 {
		_ = diag.Render(os.Stderr, mistakes, diag.Options{}) // nothing to do if nobody reads
		return
	}
	status, err := program.Run(context.Background(), lang.OS("greet.hew"))
	fmt.Println(status, err)
	// Output:
	// hello from Hew
	// 3 <nil>
}

// A program that is wrong is not run; the diagnostics say why.
func ExampleLoad() {
	src := source.New("wrong.hew", "fn main() {\n    let x: i64 = \"one\";\n}\n")
	_, mistakes := lang.Load(src, stdlib.Modules)
	if err := diag.Render(os.Stdout, mistakes, diag.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// wrong.hew:2:18: error[type-mismatch]: expected `i64`, found `string`
	//   |
	// 2 |     let x: i64 = "one";
	//   |                  ^^^^^
}
