package diag

// This file documents the codes of types.

var checkTypeCodes = []CodeDoc{
	{
		Code:    TypeMismatch,
		Summary: "a value has another type than the one that is needed",
		Detail:  "Hew converts nothing by itself: numbers are converted with `as`, other values are made into strings with f\"{…}\".",
		Example: `fn main() {
    let n: i64 = "one";
}
`,
	},
	{
		Code:    TypeUnknown,
		Summary: "a type cannot be inferred",
		Detail:  "Nothing says what type this has; write it: `let xs: Vec<i64> = Vec::new();`, `|x: i64| …`.",
		Example: `fn main() {
    let xs = Vec::new();
}
`,
	},
	{
		Code:    WrongArgCount,
		Summary: "a call has too many or too few arguments",
		Detail:  "The note shows the function.",
		Example: `fn add(a: i64, b: i64) -> i64 { a + b }
fn main() {
    println(add(1));
}
`,
	},
	{
		Code:    WrongTypeArgCount,
		Summary: "a type or function has too many or too few type arguments",
		Detail:  "Give one argument for each type parameter of the declaration, or none where they can be inferred.",
		Example: `fn main() {
    let m: HashMap<string> = HashMap::new();
}
`,
	},
	{
		Code:    BadOperator,
		Summary: "an operator does not exist for these types",
		Detail:  "Arithmetic is for numbers, `+` also for strings; `<` is for numbers, characters and strings.",
		Example: `fn main() {
    println(true + false);
}
`,
	},
	{
		Code:    BadCast,
		Summary: "a value cannot be cast to that type",
		Detail:  "`as` goes between numbers, and between integers and bool.",
		Example: `fn main() {
    println("12" as i64);
}
`,
	},
	{
		Code:    BadIndex,
		Summary: "a value cannot be indexed",
		Detail:  "`x[i]` is for Vec, arrays, HashMap, string, bytes and types that implement Index; `x[a..b]` for Vec, string and bytes.",
		Example: `fn main() {
    let n = 5;
    println(n[0]);
}
`,
	},
	{
		Code:    BadLiteral,
		Summary: "a number does not fit its type",
		Detail:  "Each integer type has its range; without another type a literal is an i64.",
		Example: `fn main() {
    let b: u8 = 256;
}
`,
	},
	{
		Code:    NotCallable,
		Summary: "something that is not a function is called",
		Detail:  "Functions, methods, closures and variants with fields can be called.",
		Example: `fn main() {
    let n = 5;
    println(n(1));
}
`,
	},
	{
		Code:    NotIterable,
		Summary: "a `for` cannot go over the value",
		Detail:  "`for` goes over ranges, collections, strings, bytes and what implements Iterator or IntoIterator.",
		Example: `fn main() {
    for x in 5 {
        println(x);
    }
}
`,
	},
	{
		Code:    BadTry,
		Summary: "`?` cannot pass its failure on",
		Detail:  "`?` is for a Result in a function that returns a Result with the same error, or an Option in one that returns an Option.",
		Example: `fn parse() -> Result<i64, string> { Ok(1) }
fn main() {
    println(parse()?);
}
`,
	},
	{
		Code:    MissingImpl,
		Summary: "a type does not implement a trait that is needed",
		Detail:  "Implement the trait for the type, or, for a type parameter, add the bound.",
		Example: `record Point { x: i64 }
fn main() {
    println(Point { x: 1 });
}
`,
	},
	{
		Code:    RecursiveType,
		Summary: "a type is made of itself",
		Detail:  "An alias must lead to a type that is declared or built in. A record or an enum cannot hold itself by value, since its values would have no end: hold it in a Vec, or make it an `indirect enum`, whose values are held by reference.",
		Example: `enum List {
    Nil;
    Cons(i64, List);
}
fn main() {}
`,
	},
}
