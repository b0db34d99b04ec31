package diag

// This file documents the codes of declarations of types, traits and impls.

var checkItemCodes = []CodeDoc{
	{
		Code:    BadHook,
		Summary: "an attribute of an actor does not fit what it stands at",
		Detail:  "`#[on(start)]` and `#[on(stop)]` functions take and return nothing; `#[on(crash)]` takes a `CrashInfo` and returns a `CrashAction`; `#[every(5s)]` stands at a receive function without parameters and result; `#[max_heap(64 kb)]` stands at an actor.",
		Example: `actor Clock {
    #[every(1s)]
    receive fn tick(n: i64) {
        println(n);
    }
}
fn main() {
    let c = spawn Clock;
}
`,
	},
	{
		Code:    BadAttribute,
		Summary: "an attribute has no meaning where it stands",
		Detail:  "What an attribute of an unknown name was meant to say would be lost: a `#[resorce]` would never be closed. Types have `#[resource]`, `#[linear]` and `#[opaque]`, functions `#[test]`, `#[ignore]` and `#[should_panic]`, actors `#[max_heap]`, their functions `#[on]` and `#[every]`.",
		Example: `#[resorce]
type Ticket {
    number: i64;
}
impl Ticket {
    fn close(t: Ticket) {
        println(t.number);
    }
}
fn main() {
    let t = Ticket { number: 1 };
}
`,
	},
	{
		Code:    BadTest,
		Summary: "`hewq test` cannot run a function as a test",
		Detail:  "A function with `#[test]` takes nothing, and returns nothing or `Result<(), E>`: an `Err` fails the test, as a panic does. `#[ignore]` and `#[should_panic]` stand at tests only, and `#[should_panic]` takes no reason: it does not look at why the test fails. An example in documentation, which `hewq test --doc` runs, has the words `no_run`, `should_panic` or `refused` behind its first fence, or none, and either statements or a `main`.",
		Example: `#[test]
fn adds(a: i64, b: i64) {
    assert_eq(a + b, 4);
}
fn main() {
}
`,
	},
	{
		Code:    SelfAsk,
		Summary: "an actor waits for its own reply",
		Detail:  "An actor handles one message at a time: while it waits for a reply it handles none, so it never sends the one it waits for. Call the function instead, or send the actor a message without waiting.",
		Example: `actor Counter {
    var count: i64;
    receive fn get() -> i64 { count }
    receive fn show() {
        let n = await this.get();
    }
}
fn main() {
    let c = spawn Counter(count: 0);
    c.show();
}
`,
	},
	{
		Code:    NotSendable,
		Summary: "a value cannot cross to another actor",
		Detail:  "Actors share nothing: what is sent is copied or moved. A function stays with the actor that made it, since it may hold variables of that actor.",
		Example: `actor Worker {
    receive fn run(job: fn(i64) -> i64) {
        println(job(1));
    }
}
fn main() {
    let w = spawn Worker;
    w.run(|n: i64| n + 1);
}
`,
	},
	{
		Code:    BadDyn,
		Summary: "a trait cannot stand in `dyn Trait` like this",
		Detail:  "Methods of a `dyn` value are called without knowing its type: they must not return Self or have type parameters, and the associated types must be told: `dyn Iterator<Item = i64>`.",
		Example: `trait Twin {
    fn twin(self) -> Self;
}
record Cell { id: i64 }
impl Twin for Cell {
    fn twin(c: Cell) -> Cell {
        c
    }
}
fn show(t: dyn Twin) {
    println("a twin");
}
fn main() {
    show(Cell { id: 1 });
}
`,
	},
	{
		Code:    AmbiguousMethod,
		Summary: "several traits of a value have the method",
		Detail:  "Tell which one is meant: `Trait::method(value)`.",
		Example: `trait Cat {
    fn name(self) -> string;
}
trait Dog {
    fn name(self) -> string;
}
fn call<T: Cat + Dog>(t: T) -> string {
    t.name()
}
fn main() {}
`,
	},
	{
		Code:    OverlappingImpl,
		Summary: "a trait is implemented twice for the same type",
		Detail:  "Which impl is meant must not depend on the order in a file: of a trait each type has one impl. Take one of them out, or give the more general one a bound that the other type does not have.",
		Example: `trait Named {
    fn name(self) -> string;
}
impl<T> Named for Vec<T> {
    fn name(v: Vec<T>) -> string {
        "a list"
    }
}
impl Named for Vec<i64> {
    fn name(v: Vec<i64>) -> string {
        "numbers"
    }
}
fn main() {}
`,
	},
	{
		Code:    MissingField,
		Summary: "a record is made without some of its fields",
		Detail:  "Give each field a value, or take the rest from another record: `Point { x: 1, ..other }`.",
		Example: `record Point { x: i64, y: i64 }
fn main() {
    let p = Point { x: 1 };
    println(p.x);
}
`,
	},
	{
		Code:    MissingMethod,
		Summary: "an impl lacks a method or type of its trait",
		Detail:  "Write each method of the trait that has no body there.",
		Example: `trait Area {
    fn area(self) -> i64;
}
record Square { side: i64 }
impl Area for Square {}
fn main() {}
`,
	},
	{
		Code:    MethodMismatch,
		Summary: "a method of an impl differs from the trait's",
		Detail:  "Parameters and result must be those that the trait declares, with the type in place of `Self`.",
		Example: `trait Area {
    fn area(self) -> i64;
}
record Square { side: i64 }
impl Area for Square {
    fn area(s: Square) -> string { "large" }
}
fn main() {}
`,
	},
	{
		Code:    BadResource,
		Summary: "a `#[resource]` or `#[opaque]` type is not as it must be",
		Detail:  "A resource has a method `close(self)` in an impl that returns nothing, as it is called at the end of a scope. An opaque type has no fields.",
		Example: `#[resource]
type File {
    fd: i64;
}
fn main() {}
`,
	},
}
