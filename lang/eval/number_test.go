package eval_test

import "testing"

func TestIntegers(t *testing.T) {
	run(t, []program{
		{name: "operators", source: inMain(`println(7 + 3 * 2 - 1); println(7 / 2); println(-7 / 2); println(-7 % 3); println(6 & 3 | 8 ^ 1);`), stdout: "12\n3\n-3\n-1\n11\n"},
		{name: "shifts", source: inMain(`let x: i32 = 1; println(x << 31); println(-8 >> 1); let u: u8 = 0x81; println(u << 1); println(u >> 1);`), stdout: "-2147483648\n-4\n2\n64\n"},
		{name: "wrapping", source: inMain(`let x: i8 = 127; println(x &+ 1); let u: u16 = 0; println(u &- 1); println(9223372036854775807 &+ 1); let y: u8 = 200; println(y &* 2);`), stdout: "-128\n65535\n-9223372036854775808\n144\n"},
		{name: "unsigned 64", source: inMain(`let u: u64 = 18446744073709551615; println(u); println(u / 2); println(u % 10); println(u > 1); let z: u64 = 0; println(z < u);`), stdout: "18446744073709551615\n9223372036854775807\n5\ntrue\ntrue\n"},
		{name: "complement", source: inMain(`println(~5); let b: u8 = 1; println(~b); println(!true);`), stdout: "-6\n254\nfalse\n"},
		{name: "casts", source: inMain(`println(300 as u8); println((-1) as u32); println(3.99 as i64); println((-3.99) as i32); println(1.0e30 as i64); println((0.0 / 0.0) as i64); println((-5.0) as u8); println(300.7 as u8); println(7 as f64 / 2.0);`), stdout: "44\n4294967295\n3\n-3\n9223372036854775807\n0\n0\n255\n3.5\n"},
		{name: "compound assignment", source: inMain(`var x = 10; x += 5; x -= 3; x *= 2; x /= 5; x %= 3; println(x); x <<= 3; x |= 1; x ^= 3; x &= 14; println(x); x >>= 1; println(x);`), stdout: "1\n10\n5\n"},
		{name: "widths in records", source: `type P { a: u8; b: i64; }
fn main() { var p = P { a: 250, b: 1 }; p.a += 5; p.b -= 3; println(p.a); println(p.b); }`, stdout: "255\n-2\n"},
	})
}

func TestIntegerTraps(t *testing.T) {
	traps := []program{
		{name: "add", source: inMain(`var x = 9223372036854775807; x = x + 1; println(x);`), stderr: "trap: integer overflow\n"},
		{name: "subtract", source: inMain(`let x: u8 = 3; let y: u8 = 4; println(x - y);`), stderr: "trap: integer overflow\n"},
		{name: "multiply", source: inMain(`let x = 4611686018427387904; println(x * 2);`), stderr: "trap: integer overflow\n"},
		{name: "multiply narrow", source: inMain(`let x: i32 = 65536; println(x * x);`), stderr: "trap: integer overflow\n"},
		{name: "multiply unsigned 32", source: inMain(`let x: u32 = 4294967295; println(x * x);`), stderr: "trap: integer overflow\n"},
		{name: "multiply unsigned 64", source: inMain(`let x: u64 = 4294967296; println(x * x);`), stderr: "trap: integer overflow\n"},
		{name: "negate", source: inMain(`let x = -9223372036854775807 - 1; println(-x);`), stderr: "trap: integer overflow\n"},
		{name: "divide by zero", source: inMain(`let z = 0; println(1 / z);`), stderr: "trap: division by zero\n"},
		{name: "remainder by zero", source: inMain(`let z: u64 = 0; let x: u64 = 5; println(x % z);`), stderr: "trap: division by zero\n"},
		{name: "divide minimum", source: inMain(`let x = -9223372036854775807 - 1; let m = -1; println(x / m);`), stderr: "trap: integer overflow\n"},
		{name: "remainder of minimum", source: inMain(`let x: i32 = -2147483648; let m: i32 = -1; println(x % m);`), stderr: "trap: integer overflow\n"},
		{name: "negate unsigned", source: inMain(`let x: u8 = 3; println(-x);`), stderr: "trap: integer overflow\n"},
		{name: "shift", source: inMain(`let n: i32 = 32; let x: i32 = 1; println(x << n);`), stderr: "trap: shift by the width"},
		{name: "compound", source: inMain(`var x: u8 = 255; x += 1; println(x);`), stderr: "trap: integer overflow\n"},
		{name: "place of an argument", source: "fn f(n: i64) -> i64 { let m = n; m }\nfn main() { let n = 9223372036854775807; println(f(n + 1)); }", stderr: "trap: integer overflow\ntest.hew:2:52:\n"},
		{name: "argument", source: "fn f(n: i64) -> i64 { n }\nfn main() { let n = 9223372036854775807; println(f(n + 1)); }", stderr: "trap: integer overflow\n"},
	}
	for i := range traps {
		traps[i].status = 1
	}
	run(t, traps)
}

func TestFloats(t *testing.T) {
	run(t, []program{
		{
			name: "printing", source: inMain(`println(4.0); println(2.5); println(1.0e6); println(123456.0); println(1234567.0); println(0.0001); println(0.00001); println(1.0 / 3.0); println(-0.5); println(100000.0);`),
			stdout: "4\n2.5\n1e+06\n123456\n1.23457e+06\n0.0001\n1e-05\n0.333333\n-0.5\n100000\n",
		},
		{name: "special", source: inMain(`println(1.0 / 0.0); println(-1.0 / 0.0); let n = 0.0 / 0.0; println(n == n); println(n != n); println(n < 1.0);`), stdout: "inf\n-inf\nfalse\nfalse\nfalse\n"},
		{name: "single", source: inMain(`let x: f32 = 0.1; let y: f32 = 0.2; println((x + y) as f64 == 0.3); println(x * 10.0);`), stdout: "false\n1\n"},
		{name: "operators", source: inMain(`var x = 7.5; x += 1.0; x -= 0.5; x *= 2.0; x /= 4.0; println(x); println(7.5 % 2.0); println(-x);`), stdout: "4\n1.5\n-4\n"},
	})
}
