package repl_test

import (
	"context"
	"fmt"
	"os"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/repl"
	"hewq/stdlib"
)

// A plug-in of an editor or the kernel of a notebook evaluates cells, shows their values and
// asks what may stand at the cursor.
func Example() {
	ctx := context.Background()
	s := repl.New(repl.Options{Modules: stdlib.Modules, IO: lang.IO{Stdout: os.Stdout}})
	defer s.Close(ctx)

	for _, cell := range []string{
		`let names = ["Ada", "Grace"]`,
		`for n in names { println(f"hello {n}"); }`,
		`names.len()`,
		`names.length()`,
	} {
		a := s.Eval(ctx, cell)
		fmt.Print(a.Shown(), a.Trouble(diag.Options{}))
	}

	fmt.Println(s.Incomplete("fn twice(n: i64) {"))
	for _, c := range s.Complete("names.pu", len("names.pu")).Candidates {
		fmt.Println(c.Detail)
	}
	// Output:
	// hello Ada
	// hello Grace
	// => 2 : i64
	// input 4:1:7: error[unknown-method]: no method `length` on type `Vec<string>`
	//   |
	// 1 | names.length()
	//   |       ^^^^^^
	//   = help: it is called `.len()`
	// true
	// fn push(self, value: T)
}
