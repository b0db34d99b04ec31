package parser

// This file tests the table of habits, row by row.

import (
	"strings"
	"testing"

	"hewq/lang/diag"
	"hewq/lang/source"
)

// habitCases have what people write, what its fix makes of it, and what is said of it where the row
// makes up its words: its help is the row's otherwise. Without a fix nothing is certain.
var habitCases = []struct{ row, text, fixed, help string }{
	{"static variable", "static LIMIT: i64 = 5;\n", "const LIMIT: i64 = 5;\n", ""},
	{"receiver called this", "impl P {\n    fn f(this) {\n    }\n}\n", "impl P {\n    fn f(self) {\n    }\n}\n", ""},
	{"mutable parameter", "fn f(mut n: i64) {\n}\n", "fn f(var n: i64) {\n}\n", ""},
	{"parameter by reference", "fn f(ref n: i64) {\n}\n", "", ""},
	{"any number of parameters", "fn f(n: i64...) {\n}\n", "", ""},
	{"global", "fn f() {\n    global total;\n}\n", "", ""},
	{"several modules", "import std::os, std::fs;\n", "", ""},
	{"several modules", "import os, fs;\n", "", ""},
	{"several names declared", "fn f() {\n    let a, b = g();\n}\n", "fn f() {\n    let (a, b) = g();\n}\n", ""},
	{"assignment as a value", "fn f() {\n    let a = b = 3;\n}\n", "", ""},
	{"map with other keys", "fn f() {\n    let m = {1: \"a\"};\n}\n", "", "a literal of a map has strings as keys; another map begins empty: `let m: HashMap<i64, string> = HashMap::new();`, and `m.insert(1, …);`"},
	{"map with other keys", "fn f() {\n    let m = {'x': g()};\n}\n", "", "a literal of a map has strings as keys; another map begins empty: `let m: HashMap<char, V> = HashMap::new();`, and `m.insert('x', …);`"},
	{"set of Python", "fn f() {\n    let s = {1, 2};\n}\n", "", ""},
	{"body without braces or parentheses", "fn f() {\n    if x == 3 println(x);\n}\n", "", ""},
	{"slice of Python", "fn f() {\n    let s = v[1:3];\n}\n", "fn f() {\n    let s = v[1..3];\n}\n", ""},
	{"unwrapped by a mark", "fn f() {\n    g(o!);\n}\n", "fn f() {\n    g(o.unwrap());\n}\n", ""},
	{"pointer", "fn f(n: *i64) {\n}\n", "", ""},
	{"map of Go", "fn f(m: map[string]int) {\n}\n", "fn f(m: HashMap<string, i64>) {\n}\n", "its type is `HashMap<string, i64>`"},
	{"map of Go", "fn f(m: map[string][]int) {\n}\n", "", "its type is `HashMap<K, V>`"},
	{"function type of Go", "fn f(g: func(i64) i64) {\n}\n", "", ""},
	{"part of a unit of time", "fn f() {\n    let d = 0.5s;\n}\n", "", ""},
	{"duration of several units", "fn f() {\n    let d = 1h30m;\n}\n", "fn f() {\n    let d = 1h + 30m;\n}\n", "durations are added: `1h + 30m`"},
	{"comment of SQL", "fn f() {\n    let x = 3; -- a comment\n}\n", "", ""},
	{"function keyword", "func f() {\n}\n", "fn f() {\n}\n", ""},
	{"class", "class A {\n}\n", "type A {\n}\n", ""},
	{"interface", "interface A {\n}\n", "trait A {\n}\n", ""},
	{"import of Python", "from std import fs\n", "import std::fs;\n", "an import is written `import std::fs;`"},
	{"import of Python", "from std.net import quic, url\n", "", "an import is written `import std::fs;`, or `import std::fs::{read, write};`"},
	{"use", "use std::fs;\n", "import std::fs;\n", ""},
	{"include", "include \"a.hew\";\n", "", ""},
	{"public", "public fn f() {\n}\n", "pub fn f() {\n}\n", ""},
	{"private", "private fn f() {\n}\n", "fn f() {\n}\n", ""},
	{"variable outside", "let limit = 5;\n", "const limit: i64 = 5;\n", "outside of functions stand constants: `const limit: i64 = 5;`"},
	{"variable outside", "var limit = f();\n", "", "statements stand in functions, such as `fn main() { … }`; outside of them stand constants: `const NAME: type = value;`"},
	{"end of a declaration", "type P {\n    x: i64;\n};\n", "type P {\n    x: i64;\n}\n", ""},
	{"constant without a type", "const X = \"a\";\n", "const X: string = \"a\";\n", ""},
	{"import of Go or JavaScript", "import (\n    \"fmt\"\n)\n", "", ""},
	{"import of Go or JavaScript", "import { read } from \"fs\";\n", "", ""},
	{"module in a file", "mod util {\n}\n", "", ""},
	{"struct of Go", "type P struct {\n    x: i64;\n}\n", "type P {\n    x: i64;\n}\n", ""},
	{"interface of Go", "type P interface {\n}\n", "trait P {\n}\n", ""},
	{"field of C", "type P {\n    int x;\n}\n", "type P {\n    x: i64;\n}\n", "a field is written `x: i64`"},
	{"field of Go", "type P {\n    x i64;\n}\n", "type P {\n    x: i64;\n}\n", ""},
	{"receive without fn", "actor A {\n    receive get() -> i64 {\n        1\n    }\n}\n", "actor A {\n    receive fn get() -> i64 {\n        1\n    }\n}\n", ""},
	{"guard", "fn main() {\n    guard x > 3 else { return }\n}\n", "", ""},
	{"with", "fn main() {\n    with open(\"f\") {\n    }\n}\n", "", ""},
	{"several variables", "fn main() {\n    x, err := f();\n}\n", "fn main() {\n    let (x, err) = f();\n}\n", ""},
	{"several variables", "fn main() {\n    a, b = b, a;\n}\n", "", ""},
	{"type without a colon", "fn main() {\n    var x int = 5;\n}\n", "fn main() {\n    var x: i64 = 5;\n}\n", ""},
	{"body without braces", "fn main() {\n    if (x > 3) println(x);\n}\n", "", ""},
	{"range with three points", "fn main() {\n    for i in 0...5 {\n    }\n}\n", "", ""},
	{"field without a type", "type P {\n    x: i64,\n    y\n}\n", "", ""},
	{"guard of a match", "fn main() {\n    match n {\n        x when x > 3 => 1,\n        _ => 2,\n    }\n}\n", "fn main() {\n    match n {\n        x if x > 3 => 1,\n        _ => 2,\n    }\n}\n", ""},
	{"arrow of an arm left out", "fn main() {\n    match n {\n        1 \"a\",\n        _ => \"b\",\n    }\n}\n", "fn main() {\n    match n {\n        1 => \"a\",\n        _ => \"b\",\n    }\n}\n", ""},
	{"quote in a string", "fn main() {\n    println(\"it's \"quoted\" here\");\n}\n", "", ""},
	{"package of Go", "package main\n", "", ""},
	{"function of C", "int main() {\n}\n", "", ""},
	{"function with its result first", "float half(float x) {\n}\n", "", "a function is written `fn half(name: type) -> f64 { … }`"},
	{"result after a colon", "fn f(): i64 {\n    1\n}\n", "fn f() -> i64 {\n    1\n}\n", ""},
	{"result without an arrow", "fn f() i64 {\n    1\n}\n", "fn f() -> i64 {\n    1\n}\n", ""},
	{"no parameters", "fn main {\n}\n", "fn main() {\n}\n", ""},
	{"receiver by reference", "impl P {\n    fn f(&mut self) {\n    }\n}\n", "impl P {\n    fn f(var self) {\n    }\n}\n", "there are no references: write `var self`"},
	{"mutable receiver", "impl P {\n    fn f(mut self) {\n    }\n}\n", "impl P {\n    fn f(var self) {\n    }\n}\n", ""},
	{"default value", "fn f(a: i64 = 1) {\n}\n", "", ""},
	{"parameter type", "fn f(a i64, b i64) {\n}\n", "fn f(a: i64, b: i64) {\n}\n", ""},
	{"mut", "fn main() {\n    let mut x = 1;\n}\n", "fn main() {\n    var x = 1;\n}\n", ""},
	{"constant in a function", "fn main() {\n    const x = 1;\n}\n", "fn main() {\n    let x = 1;\n}\n", ""},
	{"import in a function", "fn main() {\n    import std::fs;\n}\n", "import std::fs;\n\nfn main() {\n}\n", ""},
	{"function in a function", "fn main() {\n    fn g() {\n    }\n}\n", "", ""},
	{"loop of C", "fn main() {\n    for (let i = 0; i < n; i++) {\n    }\n}\n", "fn main() {\n    for i in 0..n {\n    }\n}\n", "the loop is `for i in 0..n`"},
	{"loop of C", "fn main() {\n    for (int i = 1; i <= xs.len(); ++i) {\n    }\n}\n", "fn main() {\n    for i in 1..=xs.len() {\n    }\n}\n", "the loop is `for i in 1..=xs.len()`"},
	{"loop of C", "fn main() {\n    for i := 0; i < 3; i += 1 {\n    }\n}\n", "fn main() {\n    for i in 0..3 {\n    }\n}\n", "the loop is `for i in 0..3`"},
	{"loop over elements", "fn main() {\n    for (const x of xs) {\n    }\n}\n", "fn main() {\n    for x in xs {\n    }\n}\n", "the loop is `for x in xs`"},
	{"loop over elements", "fn main() {\n    for (x in xs) {\n    }\n}\n", "fn main() {\n    for x in xs {\n    }\n}\n", "the loop is `for x in xs`"},
	{"loop over elements", "fn main() {\n    for (String s : names) {\n    }\n}\n", "fn main() {\n    for s in names {\n    }\n}\n", "the loop is `for s in names`"},
	{"loop over elements", "fn main() {\n    for _, x := range xs {\n    }\n}\n", "fn main() {\n    for x in xs {\n    }\n}\n", "the loop is `for x in xs`"},
	{"loop over elements", "fn main() {\n    for i := range xs {\n    }\n}\n", "fn main() {\n    for i in 0..xs.len() {\n    }\n}\n", "the loop is `for i in 0..xs.len()`"},
	{"loop without end", "fn main() {\n    for {\n    }\n}\n", "fn main() {\n    loop {\n    }\n}\n", ""},
	{"loop without end", "fn main() {\n    for (;;) {\n    }\n}\n", "fn main() {\n    loop {\n    }\n}\n", ""},
	{"intensity without a time", "supervisor S {\n    intensity: 3;\n}\n", "", ""},
	{"deadline without parentheses", "fn main() {\n    scope {\n        after 3s {\n        }\n    }\n}\n", "", ""},
	{"scope with a time", "fn main() {\n    scope(3s) {\n    }\n}\n", "", ""},
	{"import of JavaScript", "import fs from \"fs\";\n", "", ""},
	{"range as a pattern", "fn main() {\n    match x {\n        1.. => 2,\n        _ => 3,\n    }\n}\n", "", "a range is not a pattern: an arm may have a condition, `n if n >= 1 && n <= 9 => …`"},
	{"comparison as a pattern", "fn main() {\n    match x {\n        > 5 => 2,\n        _ => 3,\n    }\n}\n", "", "a comparison stands behind a name: `n if n > 5 => …`"},
	{"range as a pattern", "fn main() {\n    match x {\n        1..=9 => 2,\n        _ => 3,\n    }\n}\n", "", "a range is not a pattern: `n if n >= 1 && n <= 9 => …`"},
	{"pattern of a Vec", "fn main() {\n    let [a, b] = [1, 2];\n}\n", "", ""},
	{"loop of C, not understood", "fn main() {\n    for (let i = 9; i >= 0; i--) {\n    }\n}\n", "", ""},
	{"loop while", "fn main() {\n    for x < 3 {\n    }\n}\n", "fn main() {\n    while x < 3 {\n    }\n}\n", ""},
	{"two variables", "fn main() {\n    for a, b, c in xs {\n    }\n}\n", "", ""},
	{"assignment as an arm", "fn main() {\n    match x {\n        Some(v) => self.n += v,\n        None => {},\n    }\n}\n", "", ""},
	{"statement as an arm", "fn main() {\n    match x {\n        Some(v) => for y in v {\n        },\n        None => {},\n    }\n}\n", "", ""},
	{"loop of JavaScript", "fn main() {\n    for x of xs {\n    }\n}\n", "fn main() {\n    for x in xs {\n    }\n}\n", ""},
	{"digits of another base", "fn main() {\n    let n = 0b12;\n}\n", "", ""},
	{"conversion of C", "fn main() {\n    let n = (i32) 3;\n}\n", "", "a number is converted by `3 as i32`"},
	{"operator the wrong way round", "fn main() {\n    x =+ 4;\n}\n", "fn main() {\n    x += 4;\n}\n", "it is written `+=`"},
	{"mut alone", "fn main() {\n    mut x = 3;\n}\n", "fn main() {\n    var x = 3;\n}\n", ""},
	{"async function in a function", "fn main() {\n    async fn f() {\n    }\n}\n", "", ""},
	{"do while", "fn main() {\n    do {\n    } while (x);\n}\n", "", ""},
	{"another condition", "fn main() {\n    if a {\n    } elif b {\n    }\n}\n", "fn main() {\n    if a {\n    } else if b {\n    }\n}\n", ""},
	{"another condition in parentheses", "fn main() {\n    if a {\n    } elsif (b) {\n    }\n}\n", "fn main() {\n    if a {\n    } else if (b) {\n    }\n}\n", ""},
	{"switch", "fn main() {\n    switch x {\n    }\n}\n", "fn main() {\n    match x {\n    }\n}\n", ""},
	{"switch in parentheses", "fn main() {\n    switch (x) {\n    }\n}\n", "fn main() {\n    match (x) {\n    }\n}\n", ""},
	{"unless", "fn main() {\n    unless a {\n    }\n}\n", "", ""},
	{"do", "fn main() {\n    do {\n        f();\n    } while (a);\n}\n", "", ""},
	{"try", "fn main() {\n    try {\n    } catch (e) {\n    }\n}\n", "", ""},
	{"throw", "fn main() {\n    throw x;\n}\n", "", ""},
	{"go", "fn main() {\n    go f();\n}\n", "", ""},
	{"declared by :=", "fn main() {\n    x := 1;\n}\n", "fn main() {\n    let x = 1;\n}\n", ""},
	{"value with fields", "fn main() {\n    let o = { name: \"x\" };\n}\n", "", ""},
	{"declared by its type", "fn main() {\n    x: i64 = 5;\n}\n", "fn main() {\n    let x: i64 = 5;\n}\n", ""},
	{"typeof", "fn main() {\n    typeof x;\n}\n", "", ""},
	{"variable of C", "fn main() {\n    int x = 5;\n}\n", "fn main() {\n    let x: i64 = 5;\n}\n", "a variable is declared by `let x: i64 = …`"},
	{"variable of C", "fn main() {\n    auto x = 5;\n}\n", "fn main() {\n    let x = 5;\n}\n", "a variable is declared by `let x = …`"},
	{"variable of C", "fn main() {\n    int x;\n}\n", "", "a variable has a value from the beginning: `var x: i64 = …`"},
	{"macro", "fn main() {\n    println!(\"a\");\n}\n", "fn main() {\n    println(\"a\");\n}\n", ""},
	{"macro", "fn main() {\n    let v = vec![1, 2];\n}\n", "fn main() {\n    let v = [1, 2];\n}\n", ""},
	{"increment", "fn main() {\n    x++;\n}\n", "fn main() {\n    x += 1;\n}\n", "there is no `++`; write `x += 1`"},
	{"increment", "fn main() {\n    let y = x++ + 1;\n}\n", "", "there is no `++`; write `x += 1`"},
	{"decrement", "fn main() {\n    x--;\n}\n", "fn main() {\n    x -= 1;\n}\n", "there is no `--`; write `x -= 1`"},
	{"increment before", "fn main() {\n    ++x;\n}\n", "fn main() {\n    x += 1;\n}\n", ""},
	{"spawn with braces", "fn main() {\n    let c = spawn C { n: 1 };\n}\n", "", "arguments stand in parentheses: `spawn C(name: value)`"},
	{"spawn of a value", "fn main() {\n    spawn(f);\n}\n", "", ""},
	{"call without parentheses", "fn main() {\n    print \"a\";\n}\n", "fn main() {\n    print(\"a\");\n}\n", "a call has parentheses: `print(…)`"},
	{"else", "fn main() {\n    else {\n    }\n}\n", "", ""},
	{"block after a colon", "fn main() {\n    if a:\n        f();\n}\n", "", ""},
	{"then", "fn main() {\n    if a then {\n    }\n}\n", "", ""},
	{"arm of C", "fn main() {\n    match x {\n        case 1 => 2,\n    }\n}\n", "fn main() {\n    match x {\n        1 => 2,\n    }\n}\n", ""},
	{"arrow of an arm", "fn main() {\n    match x {\n        1 -> 2,\n    }\n}\n", "fn main() {\n    match x {\n        1 => 2,\n    }\n}\n", ""},
	{"several patterns", "fn main() {\n    match x {\n        1 || 2 => 3,\n    }\n}\n", "fn main() {\n    match x {\n        1 | 2 => 3,\n    }\n}\n", ""},
	{"several patterns", "fn main() {\n    match x {\n        1, 2 => 3,\n    }\n}\n", "fn main() {\n    match x {\n        1 | 2 => 3,\n    }\n}\n", ""},
	{"default of a match", "fn main() {\n    match x {\n        1 => 2,\n        default => 3,\n    }\n}\n", "fn main() {\n    match x {\n        1 => 2,\n        _ => 3,\n    }\n}\n", ""},
	{"end of an arm", "fn main() {\n    match x {\n        1 => f();\n        _ => g(),\n    }\n}\n", "fn main() {\n    match x {\n        1 => f(),\n        _ => g(),\n    }\n}\n", ""},
	{"assignment as a condition", "fn main() {\n    if x = 1 {\n    }\n}\n", "fn main() {\n    if x == 1 {\n    }\n}\n", ""},
	{"strict comparison", "fn main() {\n    let b = x !== 1;\n}\n", "fn main() {\n    let b = x != 1;\n}\n", ""},
	{"logical and", "fn main() {\n    if a and b {\n    }\n}\n", "fn main() {\n    if a && b {\n    }\n}\n", ""},
	{"logical or", "fn main() {\n    if a or b {\n    }\n}\n", "fn main() {\n    if a || b {\n    }\n}\n", ""},
	{"logical not", "fn main() {\n    if not a {\n    }\n}\n", "fn main() {\n    if !a {\n    }\n}\n", ""},
	{"other than", "fn main() {\n    if a <> b {\n    }\n}\n", "fn main() {\n    if a != b {\n    }\n}\n", ""},
	{"arrow function", "fn main() {\n    let f = (a, b) => a + b;\n}\n", "fn main() {\n    let f = |a, b| a + b;\n}\n", "a closure is `|a, b| a + b`"},
	{"arrow function in a call", "fn main() {\n    xs.map(x => x + 1);\n}\n", "fn main() {\n    xs.map(|x| x + 1);\n}\n", "a closure is `|x| x + 1`"},
	{"function as a value", "fn main() {\n    let f = fn(x) { x + 1 };\n}\n", "fn main() {\n    let f = |x| { x + 1 };\n}\n", ""},
	{"function without a name", "fn main() {\n    let f = function(a) { a };\n}\n", "fn main() {\n    let f = |a| { a };\n}\n", ""},
	{"list of Python", "fn main() {\n    let xs = [x for x in xs];\n}\n", "", ""},
	{"lambda", "fn main() {\n    let f = lambda x, y: x + y;\n}\n", "fn main() {\n    let f = |x, y| x + y;\n}\n", "a closure is `|x, y| x + y`"},
	{"choice of Python", "fn main() {\n    let y = a if b else c;\n}\n", "", ""},
	{"value or another", "fn main() {\n    let y = a ?? 5;\n}\n", "fn main() {\n    let y = a.unwrap_or(5);\n}\n", ""},
	{"choice of C", "fn main() {\n    let y = a > 1 ? f(2) : b;\n}\n", "fn main() {\n    let y = if a > 1 { f(2) } else { b };\n}\n", ""},
	{"new", "fn main() {\n    let f = new Foo();\n}\n", "", ""},
	{"new", "fn main() {\n    let f = new Foo::make();\n}\n", "fn main() {\n    let f = Foo::make();\n}\n", ""},
	{"reference", "fn main() {\n    f(&x, &mut y);\n}\n", "fn main() {\n    f(x, &mut y);\n}\n", ""},
	{"arrow of a pointer", "fn main() {\n    p->x = 1;\n}\n", "fn main() {\n    p.x = 1;\n}\n", ""},
	{"contained", "fn main() {\n    if x in xs {\n    }\n}\n", "", ""},
	{"argument by name", "fn main() {\n    f(a = 1);\n}\n", "fn main() {\n    f(a: 1);\n}\n", ""},
	{"field by its name alone", "fn main() {\n    let p = P { x };\n}\n", "fn main() {\n    let p = P { x: x };\n}\n", ""},
	{"field by =", "fn main() {\n    let p = P { x = 1 };\n}\n", "fn main() {\n    let p = P { x: 1 };\n}\n", ""},
	{"field by ;", "record P { x: i64; y: i64 }\n", "record P { x: i64, y: i64 }\n", ""},
	{"comma left out", "fn main() {\n    let v = [1 2];\n}\n", "fn main() {\n    let v = [1, 2];\n}\n", ""},
	{"type of an array", "fn main() {\n    let v: u8[] = x;\n}\n", "fn main() {\n    let v: Vec<u8> = x;\n}\n", "its type is `Vec<u8>`"},
	{"type of a slice", "fn main() {\n    let v: []int = x;\n}\n", "fn main() {\n    let v: Vec<i64> = x;\n}\n", "its type is `Vec<i64>`"},
	{"type that may be absent", "fn main() {\n    let v: string? = x;\n}\n", "fn main() {\n    let v: Option<string> = x;\n}\n", "its type is `Option<string>`"},
	{"exponent without a point", "fn main() {\n    let x = 1e6;\n}\n", "fn main() {\n    let x = 1.0e6;\n}\n", "a float literal has a point: `1.0e6`"},
	{"exponent without a point", "fn main() {\n    let x = 2e-3;\n}\n", "fn main() {\n    let x = 2.0e-3;\n}\n", "a float literal has a point: `2.0e-3`"},
	{"suffix of a number", "fn main() {\n    let x = 1.5f;\n}\n", "fn main() {\n    let x = 1.5;\n}\n", "numbers have no suffixes: write `1.5`"},
	{"suffix of a number", "fn main() {\n    let x = 3u8;\n}\n", "fn main() {\n    let x = (3 as u8);\n}\n", "numbers have no suffixes: write `(3 as u8)`"},
	{"suffix of a number", "fn main() {\n    let x = 3px;\n}\n", "", "a name begins with a letter or `_`"},
	{"point without digits after it", "fn main() {\n    f(2.);\n}\n", "fn main() {\n    f(2.0);\n}\n", "a float literal has digits on both sides of the point: `2.0`"},
	{"point without digits before it", "fn main() {\n    let x = .5;\n}\n", "fn main() {\n    let x = 0.5;\n}\n", "a float literal has digits on both sides of the point: `0.5`"},
	{"part of a part", "fn main() {\n    f(t.1.0);\n}\n", "", "`1.0` is a number; parts of parts need parentheses: `(t.1).0`"},
	{"width in an f-string", "fn main() {\n    println(f\"{x:30}\");\n}\n", "", "an f-string has no widths; with `import std::fmt;` it is `{fmt.pad_left(to_string(x), 30, \" \")}`"},
	{"width in an f-string", "fn main() {\n    println(f\"{a.b:05}\");\n}\n", "", "an f-string has no widths; with `import std::fmt;` it is `{fmt.pad_left(to_string(a.b), 5, \"0\")}`"},
	{"decimals in an f-string", "fn main() {\n    println(f\"{x:.2}\");\n}\n", "", "an f-string has no formats; `math.round(x * 100.0) / 100.0` has two decimals"},
	{"f-string of Python", "fn main() {\n    println(f'{x}');\n}\n", "fn main() {\n    println(f\"{x}\");\n}\n", ""},
	{"three quotes", "fn main() {\n    let x = \"\"\"a\"\"\";\n}\n", "", ""},
	{"fields after =", "type P = {\n    x: i64;\n}\n", "", ""},
	{"end of a statement", "fn main() {\n    f()\n    g();\n}\n", "fn main() {\n    f();\n    g();\n}\n", ""},
	{"end of an arm left out", "fn main() {\n    match x {\n        1 => 2\n        3 => 4,\n    }\n}\n", "fn main() {\n    match x {\n        1 => 2,\n        3 => 4,\n    }\n}\n", ""},
	{"bracket left out", "fn main() {\n    f(1;\n}\n", "fn main() {\n    f(1);\n}\n", ""},
}

// TestHabits looks at every row: it alone speaks of what it is about, in one report.
func TestHabits(t *testing.T) {
	tested := map[string]bool{}
	for _, c := range habitCases {
		tested[c.row] = true
		src := source.New("f.hew", c.text)
		_, ds := ParseFile(src)
		if len(ds) != 1 {
			t.Errorf("%s: %d reports of\n%s\n%s", c.row, len(ds), c.text, rendered(t, ds))
			continue
		}
		want := c.help
		for _, h := range habits {
			if h.name == c.row && h.say == nil {
				want = h.help
			}
		}
		if got := strings.Join(ds[0].Help, "\n"); got != want {
			t.Errorf("%s: the help is %q, want %q, for\n%s", c.row, got, want, c.text)
		}
		fixed, applied := diag.Apply(src, ds)
		if applied == 0 {
			fixed = ""
		}
		if fixed != c.fixed {
			t.Errorf("%s: the fix gives\n%s\nwant\n%s", c.row, fixed, c.fixed)
		}
	}
	for _, h := range habits {
		if !tested[h.name] {
			t.Errorf("no test of the habit %q", h.name)
		}
		delete(tested, h.name)
	}
	for name := range tested {
		t.Errorf("there is no habit %q", name)
	}
}
