package eval_test

import "testing"

func TestStrings(t *testing.T) {
	run(t, []program{
		{name: "f-strings", source: inMain(`let n = 3; let s = "x"; println(f"a{n}b{s}{n + 1}\{\}{true}{'c'}{1.5}");`), stdout: "a3bx4{}truec1.5\n"},
		{name: "nested f-strings", source: "fn g(n: i64) -> string { f\"<{n}>\" }\nfn main() { println(f\"{g(1)}{f\"{g(2)}\"}{\"q\" + g(3)}\"); }", stdout: "<1><2>q<3>\n"},
		{name: "growing", source: inMain(`var s = ""; for i in 0 .. 5 { s = s + f"{i}" + ","; } let t = clone s; s += "!"; s = s + s; println(t); println(s);`), stdout: "0,1,2,3,4,\n0,1,2,3,4,!0,1,2,3,4,!\n"},
		{name: "growing apart", source: inMain(`var a = "x"; a += "1"; var b = a + ""; b += "2"; a += "3"; println(a + b);`), stdout: "x13x12\n"},
		{name: "growing in a loop", source: inMain(`for i in 0 .. 2 { var s = "a"; s += "b"; s += f"{i}"; println(s); }`), stdout: "ab0\nab1\n"},
		{name: "growing while others hold on", source: inMain(`let v: Vec<string> = Vec::new(); var s = ""; for i in 0 .. 3 { s += "x"; v.push(s); } println(v.join("-"));`), stdout: "x-xx-xxx\n"},
		{name: "long strings grow apart", source: inMain(`var s = "x".repeat(100); for i in 0 .. 5 { s += "-"; } let old = clone s; let one = s + "one"; let two = s + "two"; s += "s"; println(old.len()); println(one.slice(105, 200)); println(two.slice(105, 200)); println(s.slice(105, 200)); println(f"{one}!".slice(105, 200)); println(one.slice(50, 106) == two.slice(50, 106));`), stdout: "105\none\ntwo\ns\none!\nfalse\n"},
		{name: "a string that grows while it grows", source: "type T { s: string }\nimpl T { fn add(var self, x: string) -> string { self.s = self.s + x; self.s.slice(600, 700) } }\n" + inMain(`var t = T { s: "x".repeat(600) }; for i in 0 .. 3 { t.s += "-"; } t.s = t.s + "(" + t.add("in") + ")"; println(t.s.slice(600, 700)); t.s += { t.s = "gone"; "!" }; println(t.s.slice(600, 700));`), stdout: "---(---in)\n---(---in)!\n"},
		{name: "a part of what is appended fails", source: "fn part(n: i64) -> Result<string, string> { if n == 2 { Err(\"no\") } else { Ok(f\"{n}\") } }\nfn more(s: string, n: i64) -> Result<string, string> { Ok(s + \"<\" + part(n)? + \">\") }\n" + inMain(`var s = "x".repeat(600); for i in 0 .. 5 { match more(s, i) { Ok(t) => { s = t; }, Err(_) => { s += "failed"; } } } println(s.slice(600, 700));`), stdout: "<0><1>failed<3><4>\n"},
		{name: "positions", source: inMain(`let s = "häß!"; println(s.len()); println(s[1]); println(s[1 .. 3]); println(s.char_at(0)); println(s.char_at(99)); println(s.slice(0, 1)); println(s.find("!")); println(s.find("q"));`), stdout: "6\nä\näß\n104\n-1\nh\n5\n-1\n"},
		{name: "case of ASCII alone", source: inMain(`println("straße À".to_uppercase()); println("STRASSE É".to_lowercase());`), stdout: "STRAßE À\nstrasse É\n"},
		{name: "methods", source: inMain(`let s = " Hew Lang "; println(s.trim().to_uppercase()); println(s.trim().replace("a", "o")); println(s.contains("ew")); println(s.trim().split(" ").len()); println("ab".repeat(3)); println("a\nb\n".lines().len()); println("abc".starts_with("ab")); println("x1".is_alphanumeric());`), stdout: "HEW LANG\nHew Long\ntrue\n2\nababab\n2\ntrue\ntrue\n"},
		{name: "comparison", source: inMain(`println("a" < "b"); println("a" == "a"); println("b" <= "a"); println("a" != "b");`), stdout: "true\ntrue\nfalse\ntrue\n"},
		{name: "characters", source: inMain(`for c in "aé".chars() { print(c); print("."); } println('x' == 'x');`), stdout: "a.é.true\n"},
		{name: "bytes", source: inMain(`let b = "hi".to_bytes(); b.push(33); println(b.len()); println(b[0]); println(b.to_string()); println(b[1 ..].to_string()); println(b == "hi!".to_bytes());`), stdout: "3\n104\nhi!\ni!\ntrue\n"},
		{name: "slices of bytes are apart", source: "fn end(b: bytes) { b.append(\" end\".to_bytes()); }\n" + inMain(`let b = "0123456789".repeat(10).to_bytes(); let c = b[10 ..]; let d = b[.. 90]; b[10] = 65; c[1] = 66; d.set(12, 67); println(b[10 .. 13].to_string()); println(c[0 .. 3].to_string()); println(d[10 .. 13].to_string());
			c.push(33); b.push(63); d.push(46); println(b[98 ..].to_string()); println(c[88 ..].to_string()); println(d[88 ..].to_string()); let e = b[1 ..]; end(e); b.append("!".to_bytes()); println(b[100 ..].to_string()); println(e[99 ..].to_string()); println(c.pop()); c.push(35); println(c[89 ..].to_string()); e.clear(); println(e.len() + b.len());`), stdout: "A12\n0B2\n01C\n89?\n89!\n89.\n?!\n? end\n33\n9#\n102\n"},
		{name: "a slice whose end changes the bytes", source: inMain(`let b = "abc".to_bytes(); println(b[0 .. { b.push(33); 4 }].to_string()); println(b[{ b.clear(); 0 } .. 1].len());`), stdout: "abc!\n", stderr: "PANIC: bytes slice out of bounds", status: 1},
		{name: "a slice of a slice of itself", source: inMain(`let b = "0123456789".repeat(10).to_bytes(); b.append(b); b.append(b[50 ..]); println(b.len()); println(b[95 .. 105].to_string()); println(b[200 .. 205].to_string());`), stdout: "350\n5678901234\n01234\n"},
		{name: "characters of long strings", source: inMain(`let s = "ä語x😀".repeat(100); var n = 0; let k = s.char_count_utf8(); for i in 0 .. k { if s[i] == s[k - 1 - i] { n = n + 1; } } println(n); println(k); println(s[397 .. 400]); println(s[398 ..]); println(s.codepoint_at_utf8(399)); println(s.codepoint_at_utf8(400)); println(s[400 ..].len()); var t = "y".repeat(100); for i in 0 .. 5 { t += "é"; print(t[100 + i]); } println(t[104 .. 106]);`), stdout: "0\n400\n語x😀\nx😀\n128512\n-1\n0\nééééé", stderr: "PANIC: string slice out of bounds or invalid UTF-8", status: 1},
	})
}

func TestCollections(t *testing.T) {
	run(t, []program{
		{name: "vec", source: inMain(`let v: Vec<i64> = Vec::new(); for i in 0 .. 5 { v.push(i * i); } v.set(0, 9); v[1] = 7; v.remove(2); println(v.len()); println(v.pop()); println(v[0] + v.get(1)); println(v.contains(9)); let w = v.clone(); w.push(1); println(v.len()); v.append(w); println(v.len()); v.clear(); println(v.is_empty());`), stdout: "4\n16\n16\ntrue\n3\n7\ntrue\n"},
		{name: "vec of strings and bools", source: inMain(`let v = ["a", "b"]; v.push("c"); println(v.join("+")); let b: Vec<bool> = Vec::new(); b.push(true); b.push(false); b.set(1, true); println(b.get(1)); println(v.get(2)); println(v == ["a", "b", "c"]);`), stdout: "a+b+c\ntrue\nc\ntrue\n"},
		{name: "parameters alias", source: "fn f(v: Vec<i64>) { v.push(1); }\nfn g(m: HashMap<string, i64>) { m.insert(\"k\", 2); }\nfn main() { let v: Vec<i64> = Vec::new(); f(v); println(v.len()); let m: HashMap<string, i64> = HashMap::new(); g(m); println(m.len()); }", stdout: "1\n1\n"},
		{name: "vec of vec", source: inMain(`let g: Vec<Vec<i64>> = Vec::new(); for i in 0 .. 2 { let r: Vec<i64> = Vec::new(); r.push(i); g.push(r); } g.get(1).push(5); println(g[1][1] + g[0][0]);`), stdout: "5\n"},
		{name: "arrays", source: inMain(`let a = [1, 2, 3]; println(a[2]); let z = [0; 4]; println(z.len());`), stdout: "3\n4\n"},
		{name: "hash map", source: inMain(`let m: HashMap<string, i64> = HashMap::new(); m.insert("a", 1); m.insert("b", 2); m.insert("a", 3); println(m.len()); match m.get("a") { Some(v) => println(v), None => println("none") } println(m.contains_key("z")); println(m.remove("b")); println(m.remove("b")); println(m.len()); m["c"] = 9; println(m["c"].unwrap()); println(m["q"].is_none()); for i in 0 .. 3 { if m.contains_key(f"{i}") { println(i); } }`), stdout: "2\n3\nfalse\ntrue\nfalse\n1\n9\ntrue\n"},
		{name: "map keeps its order", source: inMain(`let m: HashMap<i64, string> = HashMap::new(); for i in 0 .. 100 { m.insert(i * 7, f"v{i}"); } for i in 0 .. 98 { m.remove(i * 7); } for k in m.keys() { print(k); print(" "); } println(m.values().join(",")); for (k, v) in m { print(f"{k}={v};"); } println("");`), stdout: "686 693 v98,v99\n686=v98;693=v99;\n"},
		{name: "map literal", source: inMain(`let m = {"x": 1, "y": 2}; println(m.get("y").unwrap());`), stdout: "2\n"},
		{name: "set", source: inMain(`let s: HashSet<string> = HashSet::new(); println(s.insert("a")); println(s.insert("a")); println(s.contains("a")); println(s.len()); println(s.remove("a")); println(s.is_empty());`), stdout: "true\nfalse\ntrue\n1\ntrue\ntrue\n"},
	})
}
