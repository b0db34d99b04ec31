package eval_test

// A way is how resources come into a place and leave it. In text and items:
//
//	$T       the type of the shape
//	$1 $2 $3 new values
//	$S       the name of the shape, at the end of names
//	look(e)  looks at a resource in e
//	$X       a place to exit
//	$Y       a place that only a fault or a cancellation leaves
type way struct {
	name  string
	text  string
	items string // beside the function
	late  bool   // what is left at the end of the case may be closed later
	traps bool   // it ends in a trap, whatever the exit
	only  func(s shape) bool

	// What is refused for some shapes: instead is the correction, with its own items, and why tells
	// why.
	instead      string
	insteadItems string
	why          string
}

// ownItems are there for each shape.
const ownItems = `
fn new_$S(n: i64) -> $T { $made }
fn take_$S(consume x: $T) { note(look(x)); }
fn same_$S(consume x: $T) -> $T { x }
fn two_$S(consume a: $T, n: i64, consume b: $T) { note(look(a)); }
fn plain_$S(a: $T) { note(look(a)); }
fn ok_$S(consume x: $T) -> Result<$T, string> { Ok(x) }
fn err_$S(consume x: $T) -> Result<$T, string> { Err("err") }
type P_$S { a: $T; n: i64; b: $T; }
type Q_$S { p: P_$S; c: $T; }
enum C_$S { A($T); B($T); Both($T, $T); None_; }
`

var ways = []way{
	{name: "end of scope", text: `let x = $1; note($X); note(look(x));`},
	{name: "temporary", text: `note(look($1)); note($X);`},
	{name: "temporary in an operator", text: `note(look($1) + $X);`},
	{name: "thrown away", text: `$1; note($X);`},
	{name: "let _", text: `let _ = $1; note($X);`},
	{name: "let moves", text: `let x = $1; let y = x; note($X); note(look(y));`},
	{name: "argument", text: `let x = $1; take_$S(x); note($X);`},
	{name: "plain argument", text: `let x = $1; plain_$S(x); note($X);`},
	{name: "new argument", text: `take_$S($1); note($X);`},
	{name: "argument list", text: `two_$S($1, $X, $2);`},
	{name: "argument list of variables", text: `let x = $1; two_$S(x, $X, $2);`},
	{name: "result", text: `let x = same_$S($1); note($X); note(look(x));`},
	{name: "struct literal", text: `let p = P_$S { a: $1, n: $X, b: $2 }; note($X); note(look(p.b));`},
	{name: "tuple literal", text: `let p = ($1, $X, $2); note($X); note(look(p.2));`},
	{name: "array literal", text: `let a = [$1, { note($X); $2 }]; note($X); note(look(a[1]));`},
	{name: "map literal", text: `let m: HashMap<string, $T> = {"a": $1, "b": { note($X); $2 }}; note($X); note(m.len());`},
	{name: "enum literal", text: `let c = C_$S::Both($1, { note($X); $2 }); note($X);`},
	{name: "push", text: `let v: Vec<$T> = Vec::new(); v.push($1); note($X); let x = $2; v.push(x); note($X); note(look(v[1]));`},
	{name: "push of a block", text: `let v: Vec<$T> = Vec::new(); v.push($1); v.push({ let x = $2; note($X); x });`},
	{name: "pop", text: `let v: Vec<$T> = [$1, $2]; let x = v.pop(); note($X); note(look(x)); v.pop(); note($X);`},
	{name: "remove", text: `let v: Vec<$T> = [$1, $2]; v.remove(0); note($X); note(look(v[0]));`},
	{name: "set", text: `let v: Vec<$T> = [$1, $2]; v.set(0, $3); note($X); note(look(v[0]));`},
	{name: "set that fails", text: `let v: Vec<$T> = [$1]; v.set($X, { note($X); $2 }); note(look(v[0]));`},
	{name: "assigned element that traps", text: `let v: Vec<$T> = [$1]; note($X); v[at(0)] = $2;`, traps: true},
	{name: "argument list that traps", text: `let x = $1; note($X); two_$S(x, over(), $2);`, traps: true},
	{name: "assigned element", text: `let v: Vec<$T> = [$1, $2]; v[$X] = $3; note(look(v[0])); v[1] = { note($X); $1 };`},
	{name: "clear", text: `let v: Vec<$T> = [$1, $2]; v.clear(); note($X); v.push($3);`},
	{name: "append", text: `let v: Vec<$T> = [$1]; let w: Vec<$T> = [$2]; v.append(w); note($X); note(look(v[1]));`},
	{name: "vec of arguments", text: `let v = Vec::from([$1, $2]); note($X); note(look(v[1]));`},
	{
		name: "map of a Vec", text: `let v: Vec<$T> = [$1, $2]; let ns = v.map(|x| { note($Y); look(x) }); note($X); note(ns.len() + v.len());`,
		instead: `let v: Vec<$T> = [$1, $2]; let ns: Vec<i64> = Vec::new(); for x in v { ns.push(look(x)); note($X); } note(ns.len() + v.len());`, why: "the closure would own the element, which the Vec still has",
	},
	{
		name: "fold", text: `let v: Vec<$T> = [$1, $2]; note(v.fold(0, |n, x| n + look(x))); note($X);`,
		instead: `let v: Vec<$T> = [$1, $2]; var n = 0; for x in v { n += look(x); note($X); } note(n);`, why: "the closure would own the element, which the Vec still has",
	},
	{
		name: "filter", text: `let v: Vec<$T> = [$1, $2]; let w = v.filter(|x| look(x) > 0); note($X); note(w.len());`,
		instead: `let v: Vec<$T> = [$1, $2]; var n = 0; for x in v { if look(x) > 0 { n += 1; } note($X); }`, why: "filter would give an element a second owner",
	},
	{name: "for in a Vec", text: `let v: Vec<$T> = [$1, $2]; for x in v { note(look(x)); note($X); }`},
	{name: "for in a new Vec", text: `for x in Vec::from([$1, $2]) { note(look(x)); note($X); }`},
	{
		name: "element taken", text: `let v: Vec<$T> = [$1]; let x = v[0]; take_$S(x); note($X);`,
		instead: `let v: Vec<$T> = [$1]; let x = v.pop(); take_$S(x); note($X);`, why: "the collection still has the element",
	},
	{
		name: "element pushed again", text: `let v: Vec<$T> = [$1]; v.push(v[0]); note($X);`,
		instead: `let v: Vec<$T> = [$1]; v.push(v.pop()); note($X);`, why: "the collection still has the element",
	},
	{
		name: "repeated element", text: `let a = [$1; 3]; note($X);`,
		instead: `let a: Vec<$T> = Vec::new(); for i in 0 .. 3 { a.push($1); note($X); }`, why: "one value would be three",
	},
	{name: "insert", text: `let m: HashMap<string, $T> = HashMap::new(); m.insert("a", $1); note($X); m.insert("b", { note($X); $2 });`},
	{name: "insert over a key", text: `let m: HashMap<string, $T> = HashMap::new(); m.insert("a", $1); m.insert("a", $2); note($X); note(m.len());`},
	{name: "remove of a key", text: `let m: HashMap<string, $T> = HashMap::new(); m.insert("a", $1); m.insert("b", $2); note(if m.remove("a") { 1 } else { 0 }); note($X);`},
	{name: "get of a key", text: `let m: HashMap<string, $T> = HashMap::new(); m.insert("a", $1); match m.get("a") { Some(x) => { note($X); note(look(x)); }, None => {} } note($X);`},
	{
		name: "values of a map", text: `let m: HashMap<string, $T> = HashMap::new(); m.insert("a", $1); let v = m.values(); note($X); note(v.len());`,
		instead: `let m: HashMap<string, $T> = HashMap::new(); m.insert("a", $1); for k in m.keys() { match m.get(k) { Some(x) => { note($X); note(look(x)); }, None => {} } }`, why: "values would give each a second owner",
	},
	{name: "partial move", text: `let p = P_$S { a: $1, n: 1, b: $2 }; let x = p.a; note($X); take_$S(x); note($X); note(look(p.b));`},
	{name: "partial move into an argument", text: `let p = P_$S { a: $1, n: 1, b: $2 }; take_$S(p.a); note($X); note(look(p.b));`},
	{name: "both parts", text: `let p = P_$S { a: $1, n: 1, b: $2 }; two_$S(p.a, $X, p.b); note($X);`},
	{name: "part of a part", text: `let q = Q_$S { p: P_$S { a: $1, n: 1, b: $2 }, c: $3 }; take_$S(q.p.b); note($X); note(look(q.p.a)); take_$S(q.c); note($X);`},
	{name: "part of a temporary", text: `let x = P_$S { a: $1, n: 1, b: $2 }.a; note($X); note(look(x));`},
	{name: "part of a tuple", text: `let t = ($1, $2); take_$S(t.0); note($X); note(look(t.1));`},
	{name: "part given back", text: `var p = P_$S { a: $1, n: 1, b: $2 }; take_$S(p.a); note($X); p.a = $3; note($X); note(look(p.a));`},
	{name: "overwriting", text: `var x = $1; note($X); x = $2; note($X); note(look(x));`},
	{name: "overwriting that is left", text: `var x = $1; x = { note($X); $2 }; note(look(x));`},
	{name: "overwriting a field", text: `var p = P_$S { a: $1, n: 1, b: $2 }; p.a = $3; note($X); note(look(p.a));`},
	{name: "overwriting a record", text: `var p = P_$S { a: $1, n: 1, b: $2 }; take_$S(p.a); p = P_$S { a: $3, n: $X, b: $1 }; note($X); note(look(p.a));`},
	{name: "overwriting with itself", text: `var x = $1; x = same_$S(x); note($X); note(look(x));`},
	{name: "assignment after a move", text: `var x = $1; take_$S(x); note($X); x = $2; note($X); note(look(x));`},
	{name: "swap of fields", text: `var p = P_$S { a: $1, n: 1, b: $2 }; let x = p.a; p.a = p.b; note($X); p.b = x; note($X); note(look(p.b));`},
	{
		name: "base of a record", text: `let p = P_$S { a: $1, n: 1, b: $2 }; let q = P_$S { a: $3, ..p }; note($X); note(look(q.b));`,
		instead: `let p = P_$S { a: $1, n: 1, b: $2 }; let q = P_$S { a: $3, n: $X, b: p.b }; note($X); note(look(q.b));`, why: "the base would still have the field",
	},
	{name: "destructuring with _", text: `let (a, _) = ($1, $2); note($X); note(look(a));`},
	{name: "destructuring with ..", text: `let P_$S { a, .. } = P_$S { a: $1, n: 1, b: $2 }; note($X); note(look(a));`},
	{name: "destructuring a variable", text: `let t = ($1, $2); let (a, b) = t; note($X); take_$S(b); note(look(a));`},
	{name: "destructuring with _ of a variable", text: `let t = ($1, $2); let (a, _) = t; take_$S(a); note($X);`},
	{name: "nested destructuring", text: `let ((a, _), b) = (($1, $2), $3); note($X); take_$S(b); note($X); note(look(a));`},
	{name: "nested fields in a pattern", text: `match (Q_$S { p: P_$S { a: $1, n: 1, b: $2 }, c: $3 }) { Q_$S { p: P_$S { b, .. }, .. } => { note($X); take_$S(b); } } note($X);`},
	{name: "match", text: `match Some($1) { Some(x) => { note($X); note(look(x)); }, None => {} } note($X);`},
	{name: "match that takes", text: `match Some($1) { Some(x) => { note($X); take_$S(x); note($X); }, None => {} }`},
	{name: "match of a variable", text: `let o = Some($1); match o { Some(x) => { note($X); note(look(x)); }, None => {} } note($X); match o { Some(x) => note(look(x)), None => {} }`},
	{name: "match that takes from a variable", text: `let o = Some($1); match o { Some(x) => { note($X); take_$S(x); }, None => {} } note($X);`},
	{name: "match with _", text: `match C_$S::Both($1, $2) { C_$S::Both(_, b) => { note($X); note(look(b)); }, _ => {} } note($X);`},
	{name: "match with _ alone", text: `match C_$S::Both($1, $2) { _ => note($X) } note($X);`},
	{name: "match with a name alone", text: `match C_$S::Both($1, $2) { c => note($X) } note($X);`},
	{name: "or-pattern", text: `match C_$S::B($1) { C_$S::A(x) | C_$S::B(x) => { note($X); note(look(x)); }, _ => {} } note($X);`},
	{name: "or-pattern that takes", text: `let c = C_$S::B($1); match c { C_$S::A(x) | C_$S::B(x) => { note($X); take_$S(x); }, C_$S::Both(_, _) | C_$S::None_ => {} }`},
	{name: "or-pattern with _", text: `match C_$S::B($1) { C_$S::A(_) | C_$S::B(_) => note($X), C_$S::Both(_, _) | C_$S::None_ => {} } note($X);`},
	{name: "or-pattern with _ in it", text: `match C_$S::Both($1, $2) { C_$S::Both(x, _) | C_$S::A(x) => { take_$S(x); note($X); }, _ => {} }`},
	{name: "guard that fails", text: `match Some($1) { Some(x) if no() => note(look(x)), Some(y) => { note($X); note(look(y)); }, None => {} } note($X);`},
	{name: "guard that looks", text: `match Some($1) { Some(x) if look(x) < 0 => take_$S(x), Some(y) if $X < 0 => take_$S(y), Some(z) => { note($X); take_$S(z); }, None => {} }`},
	{name: "guard of a variable", text: `let o = Some($1); match o { Some(x) if look(x) < 0 => take_$S(x), Some(y) => { note($X); take_$S(y); }, None => {} }`},
	{name: "guard over a field", text: `let p = P_$S { a: $1, n: 1, b: $2 }; match p { P_$S { a, n, .. } if n < $X => take_$S(a), P_$S { b, .. } => { note($X); take_$S(b); } }`},
	{name: "guard over _", text: `match ($1, $2) { (a, _) if no() => take_$S(a), (_, b) => { note($X); take_$S(b); } } note($X);`},
	{name: "if let", text: `if let Some(x) = Some($1) { note($X); note(look(x)); } note($X);`},
	{name: "if let that takes", text: `let o = Some($1); if let Some(x) = o { note($X); take_$S(x); } note($X);`},
	{name: "if let that does not fit", text: `if let C_$S::A(x) = C_$S::B($1) { take_$S(x); } else { note($X); } note($X);`},
	{name: "if let of a variable that does not fit", text: `let c = C_$S::B($1); if let C_$S::A(x) = c { take_$S(x); } else { note($X); if let C_$S::B(x) = c { note(look(x)); } } note($X);`},
	{name: "while let", text: `var c = C_$S::A($1); var n = 0; while let C_$S::A(x) = c { note(look(x)); if n == 1 { c = C_$S::B($2); } n += 1; note($X); } note($X);`},
	{name: "while let that takes", text: `var c = C_$S::A($1); while let C_$S::A(x) = c { take_$S(x); c = C_$S::B($2); note($X); } note($X);`},
	{
		name: "while let of a next", text: `var it = It_$S { left: 2 }; while let Some(x) = it.next() { note(look(x)); note($X); }`,
		items: `type It_$S { left: i64; } impl It_$S { fn next(var self) -> Option<$T> { if self.left == 0 { return None; } self.left -= 1; Some($1) } }`,
	},
	{
		name: "iterator", text: `for x in For_$S { left: 2 } { note($X); take_$S(x); }`,
		items: `type For_$S { left: i64; } impl Iterator for For_$S { type Item = $T; fn next(var self) -> Option<$T> { if self.left == 0 { return None; } self.left -= 1; Some($1) } }`,
	},
	{
		name: "iterator that is left", text: `for x in Ten_$S { left: 9, held: $2 } { note(look(x)); note($X); break; }`,
		items: `type Ten_$S { left: i64; held: $T; } impl Iterator for Ten_$S { type Item = $T; fn next(var self) -> Option<$T> { if self.left == 0 { return None; } self.left -= 1; Some($1) } }`,
	},
	{name: "let ?", text: `let x? = ok_$S($1); note($X); note(look(x));`},
	{name: "let ? that leaves", text: `let y = $2; let x? = err_$S($1); note(look(y)); note(look(x));`},
	{name: "? in an argument list", text: `two_$S(ok_$S($1)?, $X, err_$S($2)?);`},
	{name: "? in a struct literal", text: `let p = P_$S { a: ok_$S($1)?, n: $X, b: err_$S($2)? }; note(look(p.a));`},
	{name: "? in a tuple literal", text: `let p = (ok_$S($1)?, $X, err_$S($2)?); note(look(p.0));`},
	{name: "? in an array literal", text: `let p = [ok_$S($1)?, { note($X); $3 }, err_$S($2)?]; note(look(p[0]));`},
	{name: "? in a map literal", text: `let m: HashMap<string, $T> = {"a": ok_$S($1)?, "b": { note($X); $3 }, "c": err_$S($2)?}; note(m.len());`},
	{name: "nested operands", text: `take_$S(P_$S { a: $1, n: $X, b: same_$S({ note($X); $2 }) }.b);`},
	{name: "conditional move", text: `let x = $1; if yes() { take_$S(x); } note($X);`},
	{name: "conditional move that is not made", text: `let x = $1; if no() { take_$S(x); } note($X);`},
	{name: "conditional move in an arm", text: `let x = $1; match $X { 0 => take_$S(x), _ => {} } note($X);`},
	{name: "one of two", text: `let x = $1; let y = if yes() { x } else { $2 }; note($X); note(look(y));`},
	{name: "the other of two", text: `let x = $1; let y = if no() { x } else { $2 }; note($X); note(look(y));`},
	{name: "value of an arm", text: `let x = $1; let y = match zero() { 0 => x, _ => $2 }; note($X); note(look(y));`},
	{name: "value of a block", text: `let x = { let y = $1; let z = $2; note($X); y }; note($X); note(look(x));`},
	{name: "move in a loop", text: `let x = $1; for i in 0 .. 3 { if i == 1 { take_$S(x); break; } note($X); }`},
	{
		name: "reassigned in a loop", text: `var x = $1; for i in 0 .. 3 { take_$S(x); note($X); x = $2; } note(look(x));`,
		instead: `var x = $1; for i in 0 .. 3 { take_$S(x); x = $2; note($X); } note(look(x));`, why: "a turn that is left has no value for what follows",
	},
	{name: "pushed in a loop", text: `let v: Vec<$T> = Vec::new(); for i in 0 .. 3 { let x = $1; v.push(x); note($X); }`},
	{
		name: "moved twice", text: `let x = $1; take_$S(x); note($X); take_$S(x);`,
		instead: `let x = $1; take_$S(x); note($X); let y = $2; take_$S(y);`, why: "the first call has it",
	},
	{
		name: "moved in every turn", text: `let x = $1; for i in 0 .. 3 { take_$S(x); note($X); }`,
		instead: `for i in 0 .. 3 { let x = $1; take_$S(x); note($X); }`, why: "the first turn has it",
	},
	{
		name: "shadowing", text: `let x = $1; let x = $2; note($X); note(look(x));`,
		instead: `let x = $1; let y = $2; note($X); note(look(y));`, why: "a name is declared once in a scope",
	},
	{
		name: "shadowing by its value", text: `let x = $1; let x = same_$S(x); note($X); note(look(x));`,
		instead: `let x = $1; { let x = same_$S(x); note($X); note(look(x)); }`, why: "a name is declared once in a scope",
	},
	{name: "shadowing in a block", text: `let x = $1; { let x = $2; note($X); take_$S(x); } note($X); note(look(x));`},
	{name: "view", text: `let p = P_$S { a: $1, n: 1, b: $2 }; let c = p.a; note(look(c)); note($X); note(look(p.a));`},
	{name: "view of a view", text: `let q = Q_$S { p: P_$S { a: $1, n: 1, b: $2 }, c: $3 }; let p = q.p; let a = p.a; note($X); take_$S(a); note(look(q.c));`},
	{name: "view that is overwritten", text: `var p = P_$S { a: $1, n: 1, b: $2 }; let c = p.a; p.a = $3; note($X); note(look(c)); note(look(p.a));`},
	{
		name: "clone", text: `let x = $1; let y = clone x; note($X); note(look(y));`,
		instead: `let x = $1; let y = $2; note($X); note(look(y));`, why: "a resource has one owner",
	},
	{name: "chain", text: `note(look(same_$S(same_$S($1)))); note($X);`},
	{name: "compound condition", text: `if look($1) >= 0 && $X == 0 && look($2) >= 0 || look($3) < 0 { note($X); } note($X);`},
	{name: "condition of a loop", text: `var n = 0; while look($1) >= 0 && n < 2 { n += 1; note($X); }`},
	{name: "compound assignment", text: `var n = 0; n += look($1) * 0 + $X; note($X);`},
	{name: "text", text: `let s = f"{look($1)} {$X} {look($2)}"; note(s.len()); note($X);`},
	{name: "closure that looks", text: `let x = $1; let f = move || look(x); note(f() + f()); note($X);`},
	{name: "closure that is not called", text: `let x = $1; let f = move || look(x); note($X);`},
	{name: "closure that takes", text: `let x = $1; let f = move || { note($Y); take_$S(x); }; note($X); f(); note($X);`},
	{name: "closure that takes and is not called", text: `let x = $1; let f = move || take_$S(x); note($X);`},
	{
		name: "closure that takes and is called twice", text: `let x = $1; let f = move || take_$S(x); f(); note($X); f();`,
		instead: `let x = $1; let f = move || note(look(x)); f(); note($X); f();`, why: "the second call would miss what the first has used up",
	},
	{name: "closure that borrows", text: `let x = $1; let f = || 1; note(f()); note(look(x)); note($X);`},
	{name: "closure that is passed", text: `let x = $1; note(calls(move || look(x))); note($X);`},
	{name: "closure in a record", text: `let x = $1; let h = HasFn { f: move || look(x) }; note($X); note((h.f)());`},
	{name: "closure in a Vec", text: `let x = $1; let v: Vec<fn() -> i64> = Vec::new(); v.push(move || look(x)); note($X); let f = v[0]; note(f());`},
	{name: "closure in a closure", text: `let x = $1; let f = move || { let g = move || look(x); g() }; note($X); note(f());`},
	{name: "closure that gives", text: `let f = |n: i64| { note($Y); $1 }; let x = f(1); note($X); note(look(x));`},
	{name: "closure parameter", text: `let f = |x: $T| look(x); note(f($1)); note($X);`},
	{name: "returned closure", text: `let f = closure_$S($1); note($X); note(f());`, items: `fn closure_$S(consume x: $T) -> fn() -> i64 { move || look(x) }`},
	{name: "generic function", text: `let x = id($1); note($X); note(look(x));`},
	{name: "generic function that drops", text: `drops($1); note($X);`},
	{name: "generic function of two", text: `let x = first($1, $X, $2); note($X); note(look(x));`},
	{name: "generic function that calls another", text: `let x = id(id2($1)); note($X); note(look(x));`},
	{
		name: "generic function that doubles", text: `let t = twice($1); note($X);`,
		instead: `let t = ($1, $2); note($X);`, why: "one value would have two owners",
	},
	{name: "generic record", text: `let b = Box_ { v: $1, w: $2 }; take_$S(b.v); note($X); note(look(b.w));`},
	{name: "generic method", text: `let b = Box_ { v: $1, w: $2 }; let x = b.into(); note($X); note(look(x));`},
	{name: "generic match", text: `note(if has(Some($1)) { 1 } else { 0 }); note($X);`},
	{name: "generic push", text: `let v: Vec<$T> = Vec::new(); pushes(v, $1); note($X); note(look(v[0]));`},
	{
		name: "generic closure", text: `let x = applies(|y| y, $1); note($X); note(look(x));`,
		instead: `let x = id($1); note($X); note(look(x));`, why: "collections are lent to closures",
	},
	{name: "generic closure that looks", text: `note(uses(|y| look(y), $1)); note($X);`},
	{
		name: "consuming method", text: `let p = P_$S { a: $1, n: 1, b: $2 }; note(p.ends()); note($X);`,
		items: `impl P_$S { fn ends(consuming self) -> i64 { look(self.a) } }`,
	},
	{
		name: "consuming method that gives a part", text: `let x = P_$S { a: $1, n: 1, b: $2 }.part(); note($X); note(look(x));`,
		items: `impl P_$S { fn part(consuming self) -> $T { self.a } }`,
	},
	{
		name: "getter that gives a field", text: `let p = P_$S { a: $1, n: 1, b: $2 }; take_$S(p.got()); note($X);`,
		items:   `impl P_$S { fn got(self) -> $T { self.a } }`,
		instead: `let p = P_$S { a: $1, n: 1, b: $2 }; take_$S(p.got()); note($X);`, insteadItems: `impl P_$S { fn got(consuming self) -> $T { self.a } }`, why: "the receiver would still have it",
	},
	{
		name: "method that replaces", text: `var p = P_$S { a: $1, n: 1, b: $2 }; take_$S(p.swaps($3)); note($X); note(look(p.a));`,
		items: `impl P_$S { fn swaps(var self, consume x: $T) -> $T { let old = self.a; self.a = x; old } }`,
	},
	{
		name: "trait method", text: `let p = P_$S { a: $1, n: 1, b: $2 }; note(p.counted()); note($X); note(look(p.a));`,
		items: `impl Counts for P_$S { fn count(self) -> i64 { look(self.a) } }`,
	},
	{name: "Option unwrap", text: `let o = Some($1); let x = o.unwrap(); note($X); note(look(x));`},
	{name: "Option unwrap_or", text: `let o = if yes() { Some($1) } else { None }; let x = o.unwrap_or($2); note($X); note(look(x));`},
	{name: "Result unwrap", text: `let x = ok_$S($1).unwrap(); note($X); note(look(x));`},
	{name: "is_some", text: `note(if Some($1).is_some() { $X } else { 1 }); note($X);`},
	{name: "no first value", text: `var x: $T; note($X); x = $1; note($X); note(look(x));`},
	{name: "first value in a branch", text: `var x: $T; if yes() { x = $1; } else { x = $2; } note($X); note(look(x));`},
	{name: "first value in one branch", text: `var x: $T; if yes() { x = $1; note($X); } note($X);`},
	{name: "defer", text: `let x = $1; defer note(look(x)); note($X);`},
	{name: "defer that takes", text: `let x = $1; defer take_$S(x); note($X);`},
	{name: "recursion", text: `down_$S(2, $1); note($X);`, items: `fn down_$S(n: i64, consume x: $T) { if n > 0 { down_$S(n - 1, x); } else { note(look(x)); } }`},
	{name: "recursion that gives", text: `let x = up_$S(2); note($X); note(look(x));`, items: `fn up_$S(n: i64) -> $T { let y = $1; if n > 0 { up_$S(n - 1) } else { y } }`},
	{name: "early return", text: `let x = early_$S($1)?; note($X); note(look(x));`, items: `fn early_$S(consume x: $T) -> Result<$T, string> { let y = $2; if yes() { return Ok(x); } Ok(y) }`},
	{name: "task result", only: forkable, text: `scope { fork t = same_$S($1); note($Y); let x = await t; note(look(x)); } note($X);`},
	{name: "task result that is left", only: forkable, text: `scope { fork t = same_$S($1); } note($X);`},
	{name: "task capture", only: forkable, text: `let x = $1; scope { fork { note(look(x)); }; note($Y); } note($X);`},
	{name: "task argument", only: forkable, text: `let x = $1; scope { fork take_$S(x); note($Y); } note($X);`},
	{name: "local in a scope", text: `scope { let x = $1; note($Y); note(look(x)); } note($X);`},
	{name: "generator", text: `for n in gen_$S() { note(n); note($X); }`, items: `gen fn gen_$S() -> i64 { let x = $1; yield 1; note(look(x)); yield 2; }`, late: true},
	{name: "generator that is left", text: `for n in genl_$S($1) { note($X); break; }`, items: `gen fn genl_$S(consume x: $T) -> i64 { yield 1; note(look(x)); yield 2; }`, late: true},
	{name: "generated values", text: `for x in geny_$S() { note($X); take_$S(x); }`, items: `gen fn geny_$S() -> $T { yield $1; yield $2; }`, late: true},
	{
		name: "actor field", only: sendable, text: `let a = spawn Keep_$S(held: $1); note(replied(await a.f())); note($X);`, late: true,
		items: `actor Keep_$S { let held: $T; receive fn f() -> i64 { look(held) } }`,
	},
	{
		name: "actor field overwritten", only: sendable, text: `let a = spawn Over_$S(held: $1); a.f($2); note(replied(await a.g())); note($X);`, late: true,
		items: `actor Over_$S { var held: $T; receive fn f(x: $T) { held = x; } receive fn g() -> i64 { look(held) } }`,
	},
	{
		name: "message argument", only: sendable, text: `let a = spawn Gets_$S; let x = $1; a.f(x); note(replied(await a.g())); note($X);`, late: true,
		items: `actor Gets_$S { receive fn f(x: $T) { note(look(x)); } receive fn g() -> i64 { 1 } }`,
	},
	{
		name: "reply", only: sendable, text: `let a = spawn Gives_$S; match await a.f() { Ok(x) => { note($X); note(look(x)); }, Err(_) => {} } note($X);`, late: true,
		items: `actor Gives_$S { receive fn f() -> $T { $1 } }`,
	},
	{
		name: "actor that crashes", only: sendable, text: `let a = spawn Fails_$S(held: $1); note(replied(await a.f($2))); note($X);`, late: true,
		items: `actor Fails_$S { let held: $T; receive fn f(x: $T) -> i64 { note(look(held)); boom() } }`,
	},
}

// sendable tells whether values of a shape go to other actors: functions stay where they were made.
func sendable(s shape) bool { return s.name != "closure" && s.name != "dyn" }

// forkable tells whether a task can have values of a shape: it may be cancelled before it has
// consumed one that is linear.
func forkable(s shape) bool { return sendable(s) && s.name != "linear resource" }

// What the ways use.
const wayItems = `
type HasFn { f: fn() -> i64; }
type Box_<T> { v: T; w: T; }
impl<T> Box_<T> { fn into(consuming self) -> T { self.v } }
fn calls(f: fn() -> i64) -> i64 { f() + f() }
fn id<T>(consume x: T) -> T { x }
fn id2<T>(consume x: T) -> T { let y = id(x); y }
fn drops<T>(consume x: T) {}
fn first<T>(consume x: T, n: i64, consume y: T) -> T { x }
fn twice<T>(consume x: T) -> (T, T) { (x, x) }
fn has<T>(o: Option<T>) -> bool { match o { Some(x) => true, None => false } }
fn pushes<T>(v: Vec<T>, consume x: T) { v.push(x); }
fn uses<T>(f: fn(T) -> i64, consume x: T) -> i64 { f(x) }
fn applies<T>(f: fn(T) -> T, consume x: T) -> T { f(x) }
trait Counts { fn count(self) -> i64; fn counted(self) -> i64 { self.count() + 1 } }
fn replied(r: Result<i64, AskError>) -> i64 { match r { Ok(n) => n, Err(_) => -1 } }
`
