package diag

// This file documents the codes of declarations of types, traits and impls.

var checkItemCodes = []CodeDoc{
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
