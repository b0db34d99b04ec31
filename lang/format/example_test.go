package format_test

import (
	"fmt"

	"hewq/lang/format"
	"hewq/lang/source"
)

func ExampleSource() {
	text, err := format.Source(source.New("hello.hew", "fn main(){println( \"hello\" ) ;} // greets\n"))
	fmt.Printf("%s%v\n", text, err)

	_, err = format.Source(source.New("wrong.hew", "fn main() { let = 1; }\n"))
	fmt.Println(err)
	// Output:
	// fn main() {
	//     println("hello");
	// } // greets
	// <nil>
	// wrong.hew:1:17: expected a pattern, found `=`
}

// An editor formats the lines that are selected.
func ExampleRange() {
	src := source.New("hello.hew", "fn main( ) {\n  one( );\n  two( );\n}\n")
	edit, err := format.Range(src, src.LineStart(2), src.LineStart(3))
	fmt.Printf("%q becomes %q, %v\n", edit.Span.Text(), edit.Text, err)
	// Output:
	// "  one( );" becomes "    one();", <nil>
}
