package diag

// This file documents the codes of patterns, variables and control flow.

var checkFlowCodes = []CodeDoc{
	{
		Code:    BadSelect,
		Summary: "an arm of a `select` waits for what cannot be selected",
		Detail:  "An arm waits for the reply of an actor, `reply from worker.method(args)`, for an item of a channel, `item from rx.recv()`, or for a time, `after 1s`, which at most one arm does. `select` waits itself: there is no `await` in its arms.",
		Example: `actor Worker {
    receive fn answer() -> i64 { 42 }
}
fn main() {
    let w = spawn Worker;
    println(select {
        n from await w.answer() => n,
        after 1s => 0,
    });
}
`,
	},
	{
		Code:    BadPattern,
		Summary: "a pattern does not fit the value",
		Detail:  "A pattern has the parts of the type it matches: as many as the tuple or the variant has, and the fields of the record.",
		Example: `fn main() {
    let (a, b) = (1, 2, 3);
    println(a + b);
}
`,
	},
	{
		Code:    NonExhaustiveMatch,
		Summary: "a `match` leaves out some values",
		Detail:  "Each value must find an arm; the message shows one that does not. `_` takes the rest.",
		Example: `enum Color { Red; Green; }
fn name(c: Color) -> string {
    match c {
        Color::Red => "red",
    }
}
fn main() {
    println(name(Color::Red));
}
`,
	},
	{
		Code:    RefutablePattern,
		Summary: "the pattern of a `let` or `for` may not match",
		Detail:  "These have no other way to go; use `if let` or `match`.",
		Example: `fn first(xs: Option<i64>) -> i64 {
    let Some(x) = xs;
    x
}
fn main() {
    println(first(Some(1)));
}
`,
	},
	{
		Code:    NotMutable,
		Summary: "something immutable is changed",
		Detail:  "`let` and parameters are immutable, as are the fields of records they hold; declare the variable with `var`.",
		Example: `fn main() {
    let n = 1;
    n = 2;
    println(n);
}
`,
	},
	{
		Code:    NotAssignable,
		Summary: "the left side of an assignment is not a variable, a field or an element",
		Detail:  "Variables, fields, and elements of collections can be assigned to.",
		Example: `fn five() -> i64 { 5 }
fn main() {
    five() = 6;
}
`,
	},
	{
		Code:    UseAfterMove,
		Summary: "a variable is used after its value was moved away",
		Detail:  "Binding a string, collection, closure or resource to another name, or building it into a value, moves it. Use the new name, or keep a copy with `clone`.",
		Example: `fn main() {
    let a = "hew";
    let b = a;
    println(a);
    println(b);
}
`,
	},
	{
		Code:    NotConsumed,
		Summary: "a value of a `#[linear]` type is not consumed",
		Detail:  "Such a value must be moved on every path: by a method with `consuming self`, or to another owner.",
		Example: `#[linear]
type Txn {
    id: i64;
}
fn main() {
    let t = Txn { id: 0 };
}
`,
	},
	{
		Code:    MoveNeeded,
		Summary: "a closure moves what it captures without saying so",
		Detail:  "A closure keeps strings, collections and the like for itself; write `move` before its parameters.",
		Example: `fn main() {
    let s = "hew";
    let f = || s;
    println(f());
}
`,
	},
	{
		Code:    RecursiveClosure,
		Summary: "a closure uses itself",
		Detail:  "The variable exists only after the closure is made; write a function instead.",
		Example: `fn main() {
    let f = |n: i64| -> i64 { f(n) };
}
`,
	},
	{
		Code:    NoValue,
		Summary: "a variable is used before it has a value",
		Detail:  "A `var` without a value must be assigned to on every way to where it is used.",
		Example: `fn main() {
    var best: i64;
    if 1 < 2 {
        best = 1;
    }
    println(best);
}
`,
	},
	{
		Code:    MissingReturn,
		Summary: "a function ends without the value it promises",
		Detail:  "The last expression, without `;`, is the result; or leave with `return`. A function without a body has nothing to give at all.",
		Example: `fn double(n: i64) -> i64 {
    n * 2;
}
fn main() {
    println(double(2));
}
`,
	},
	{
		Code:    OutsideLoop,
		Summary: "`break`, `continue` or `return` stands where there is nothing to leave",
		Detail:  "`break` and `continue` belong into a loop of the same function; a deferred expression leaves nothing.",
		Example: `fn main() {
    break;
}
`,
	},
	{
		Code:    OutsideGenerator,
		Summary: "`yield` or `gen` stands where there can be no generator",
		Detail:  "Only a `gen fn` and a `gen { … }` block can yield; closures in them are functions of their own. A `gen` block cannot stand in a receive function.",
		Example: `fn main() {
    yield 1;
}
`,
	},
	{
		Code:    OutsideScope,
		Summary: "`fork` stands outside of a `scope`",
		Detail:  "A task belongs to the `scope { … }` block around it, which waits for it. Closures and tasks open scopes of their own.",
		Example: `fn work() {}
fn main() {
    fork { work(); }
}
`,
	},
	{
		Code:    BadConst,
		Summary: "a constant depends on itself, or on what runs",
		Detail:  "The value of a constant must be known without knowing it and without running anything: it is made of literals, other constants and operators, and cannot change.",
		Example: `const A: i64 = B + 1;
const B: i64 = A + 1;
fn main() {
    println(A);
}
`,
	},
}
