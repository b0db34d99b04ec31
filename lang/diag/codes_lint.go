package diag

// This file names the codes of warnings and of what keeps a right program from being run, and documents
// them.

import "fmt"

// The codes of warnings.
const (
	UnusedImport       Code = "unused-import"
	UnusedVariable     Code = "unused-variable"
	UnusedFunction     Code = "unused-function"
	UnchangedVar       Code = "unchanged-var"
	DroppedResult      Code = "dropped-result"
	UncheckedHandle    Code = "unchecked-handle"
	UnreachableCode    Code = "unreachable-code"
	UnreachableArm     Code = "unreachable-arm"
	ConstantComparison Code = "constant-comparison"
	WhileTrue          Code = "while-true"
	ShadowedVariable   Code = "shadowed-variable"
	MissingF           Code = "missing-f"
	NegativeIndex      Code = "negative-index"
	UnknownAllow       Code = "unknown-allow"
)

// NoMain is the code of a program that is right and cannot be run.
const NoMain Code = "no-main"

// runCodes documents what only `hewq run` reports.
var runCodes = []CodeDoc{
	{
		Code:    NoMain,
		Summary: "a file without `main` is run",
		Detail:  "A program begins at `fn main()`. A file without one is a module for others to import, or has tests: `hewq check` accepts it, `hewq run` does not begin.",
		Running: true,
		Example: `fn Main() {
    println("hello");
}
`,
	},
}

// UnknownWarning says that code is the code of no warning, "" if it is one.
func UnknownWarning(code string) string {
	var names []string
	for _, d := range lintCodes {
		if string(d.Code) == code {
			return ""
		}
		names = append(names, string(d.Code))
	}
	if _, ok := Lookup(Code(code)); ok {
		return fmt.Sprintf("`%s` is the code of an error, which cannot be allowed", code)
	}
	if near := Nearest(code, names); near != "" {
		return fmt.Sprintf("there is no warning `%s`; there is `%s`", code, near)
	}
	return fmt.Sprintf("there is no warning `%s`", code)
}

// lintCodes documents the warnings.
var lintCodes = []CodeDoc{
	{
		Code:     UnusedImport,
		Severity: Warning,
		Summary:  "nothing uses what is imported",
		Detail:   "No name of the module stands in the file, and no value of its types. Remove the import.",
		Example: `import std::fs;

fn main() {
    println("hello");
}
`,
	},
	{
		Code:     UnusedVariable,
		Severity: Warning,
		Summary:  "nothing reads a variable",
		Detail:   "Its value is computed and never looked at, also where it is only assigned to. Variables in patterns count, parameters do not, nor does a `let` whose value comes from a call that does something beside giving it, such as `stream.recv()`.",
		Silenced: "A name that begins with `_`; in a pattern `_` alone.",
		Example: `fn main() {
    let total = 6 * 7;
    println("done");
}
`,
	},
	{
		Code:     UnusedFunction,
		Severity: Warning,
		Summary:  "nothing calls a function",
		Detail:   "Neither `main` nor a test, a method, an actor or a function that is `pub` leads to it.",
		Silenced: "A name that begins with `_`, or `pub`.",
		Example: `fn helper() -> i64 { 1 }

fn main() {
    println("done");
}
`,
	},
	{
		Code:     UnchangedVar,
		Severity: Warning,
		Summary:  "a variable is declared with `var` and never changes",
		Detail:   "Nothing is assigned to it, to a field of it or to an element. Declare it with `let`: a reader knows then that it keeps its value. A collection can grow and shrink all the same.",
		Silenced: "A name that begins with `_`.",
		Example: `fn main() {
    var greeting = "hello";
    println(greeting);
}
`,
	},
	{
		Code:     DroppedResult,
		Severity: Warning,
		Summary:  "a statement drops a Result, or a handle that may be a zero value",
		Detail:   "If the call fails, nothing tells. Look at what it gives, with `match` or `?`.",
		Silenced: "`let _ = …;`, which says that a failure does not matter, and `defer`.",
		Example: `import std::fs;

fn main() {
    fs.try_write("/nowhere/file", "text");
}
`,
	},
	{
		Code:     UncheckedHandle,
		Severity: Warning,
		Summary:  "a handle may be a zero value, and nothing would tell",
		Detail:   "When the call fails, it gives a zero value, on which every call fails in turn. Nothing in the program looks at such a failure: no Result of a call on the handle is looked at, nothing that it gave is used, and its `observe()` is not asked. What gets the handle in another way, an actor or a collection, is taken to look.",
		Silenced: "`let _ = …;`, and any look at a failure, also of what was made of the handle.",
		Example: `import std::net::quic;

fn main() {
    let ep = quic.new_client();
    let conn = ep.connect("127.0.0.1:4433", "localhost");
    let _ = conn.disconnect();
    ep.close();
}
`,
	},
	{
		Code:     UnreachableCode,
		Severity: Warning,
		Summary:  "a statement is never run",
		Detail:   "It stands behind one that does not come back: a `return`, `break` or `continue`, a `loop` that nothing leaves, or a call such as `exit` and `panic`.",
		Example: `fn main() {
    return;
    println("never");
}
`,
	},
	{
		Code:     UnreachableArm,
		Severity: Warning,
		Summary:  "no value gets to an arm of a `match`",
		Detail:   "The arms before it take all values that it matches.",
		Example: `fn main() {
    match 6 * 7 {
        n => println(n),
        42 => println("the answer"),
    }
}
`,
	},
	{
		Code:     ConstantComparison,
		Severity: Warning,
		Summary:  "a comparison is always true, or always false",
		Detail:   "The types of its sides, or what stands on them, decide it: a length is never less than 0, a value equals itself, and `x != 1 || x != 2` holds for every `x`. A float compared with itself is left alone: only one that is no number differs.",
		Example: `fn main() {
    let names: Vec<string> = Vec::new();
    if names.len() >= 0 {
        println("always");
    }
}
`,
	},
	{
		Code:     WhileTrue,
		Severity: Warning,
		Summary:  "a loop has the condition `true`",
		Detail:   "`loop` says the same: it goes on until a `break` or a `return` leaves it. A `loop` can do more: `break value` gives it a value, and a function can end with a `loop` that nothing leaves, whatever its result is.",
		Example: `fn main() {
    var n = 1;
    while true {
        n = n * 2;
        if n > 1000 {
            break;
        }
    }
    println(n);
}
`,
	},
	{
		Code:     ShadowedVariable,
		Severity: Warning,
		Summary:  "a variable hides one of a block around it",
		Detail:   "A reader of the inner block may take one for the other. Variables of a `for` may hide others, as in Hew.",
		Silenced: "A name that begins with `_`.",
		Example: `fn main() {
    let port = 4433;
    if port > 1024 {
        let port = 80;
        println(port);
    }
    println(port);
}
`,
	},
	{
		Code:     MissingF,
		Severity: Warning,
		Summary:  "a string has the name of a variable in braces, but no `f` before it",
		Detail:   "Only an f-string, `f\"{x}\"`, shows the value; in other strings the braces stand for themselves. Strings that are looked for, compared or given to std::text::template and the like are left alone.",
		Example: `fn main() {
    let port = 4433;
    println("listening on {port}");
}
`,
	},
	{
		Code:     NegativeIndex,
		Severity: Warning,
		Summary:  "an index is negative",
		Detail:   "The first element has the index 0, and no index counts from the end: `v[-1]` ends the program, and `s.slice(-2, 5)` begins at 0. The last element is `v[v.len() - 1]`.",
		Example: `fn main() {
    let ports = [80, 443];
    println(ports[-1]);
}
`,
	},
	{
		Code:     UnknownAllow,
		Severity: Warning,
		Summary:  "a comment allows a warning that does not exist",
		Detail:   "`// hewq:allow CODE` silences the warnings with that code in the line below it. This one silences nothing.",
		Example: `fn main() {
    // hewq:allow unused-varable
    let _total = 6 * 7;
}
`,
	},
}
