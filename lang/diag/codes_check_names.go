package diag

// This file documents the codes of names.

var checkNameCodes = []CodeDoc{
	{
		Code:    UnknownName,
		Summary: "a variable or function of that name does not exist here",
		Detail:  "A name must be declared in the function, in the module, or be imported.",
		Example: `fn main() {
    println(total);
}
`,
	},
	{
		Code:    UnknownType,
		Summary: "there is no type of that name",
		Detail:  "A type must be built in, declared in the module, or be imported.",
		Example: `fn main() {
    let p: Point = 1;
}
`,
	},
	{
		Code:    UnknownModule,
		Summary: "an import names no module",
		Detail:  "Modules are `std::…` or files beside the importing one: `import shapes;` is shapes.hew or shapes/shapes.hew, not both.",
		Example: `import std::fss;
fn main() {}
`,
	},
	{
		Code:    UnknownField,
		Summary: "a value has no field of that name",
		Detail:  "Records have the fields of their declaration, tuples have `.0`, `.1` and so on.",
		Example: `record Point { x: i64, y: i64 }
fn main() {
    let p = Point { x: 1, y: 2 };
    println(p.z);
}
`,
	},
	{
		Code:    UnknownMethod,
		Summary: "a type has no method or function of that name",
		Detail:  "Methods come from `impl` blocks, from traits, and with the built-in types.",
		Example: `fn main() {
    let names: Vec<string> = Vec::new();
    names.pusj("ada");
}
`,
	},
	{
		Code:    UnknownVariant,
		Summary: "an enum has no variant of that name",
		Detail:  "The note shows the enum; its variants are what stands between its braces.",
		Example: `enum Color { Red; Green; }
fn main() {
    let c = Color::Blue;
}
`,
	},
	{
		Code:    UnknownTrait,
		Summary: "there is no trait of that name",
		Detail:  "A trait must be built in, declared in the module, or be imported.",
		Example: `fn show<T: Printable>(x: T) {}
fn main() {}
`,
	},
	{
		Code:    UnknownLabel,
		Summary: "no loop around has that label",
		Detail:  "A label stands before its loop: `@outer: for …`.",
		Example: `fn main() {
    loop {
        break @outer;
    }
}
`,
	},
	{
		Code:    PrivateItem,
		Summary: "a name of another module is not public",
		Detail:  "Only what is declared with `pub` can be used in other modules.",
		Example: `import std::fs;
fn main() {
    unsafe { fs.hew_file_read("notes.txt"); }
}
`,
	},
	{
		Code:    DuplicateName,
		Summary: "two things have the same name in one place",
		Detail:  "Give one of them another name; a variable in an inner block may have the name of an outer one.",
		Example: `fn main() {
    let x = 1;
    let x = 2;
}
`,
	},
	{
		Code:    NotValue,
		Summary: "a name stands where a value is needed but is none",
		Detail:  "Types, modules and traits have no value of their own; a record is made with `Name { … }`.",
		Example: `record Point { x: i64 }
fn main() {
    let p = Point;
}
`,
	},
	{
		Code:    HiddenField,
		Summary: "a variable has the name of a field of its actor",
		Detail:  "The functions of an actor name its fields without a prefix, so a parameter or a variable of that name would hide the field. Choose another name. Names that begin with `_`, the variables of a `for` and the parameters of `init` may hide fields.",
		Example: `actor Counter {
    var count: i64 = 0;
    receive fn set(count: i64) {
        println(count);
    }
}
fn main() {
    let c = spawn Counter;
    c.set(1);
}
`,
	},
	{
		Code:    OutsideImpl,
		Summary: "`Self` is used outside of a type, a trait or an impl",
		Detail:  "`Self` is short for the type that is being declared; elsewhere name the type.",
		Example: `fn make() -> Self {
    make()
}
fn main() {}
`,
	},
}
