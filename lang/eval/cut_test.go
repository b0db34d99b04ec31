package eval_test

import (
	"strings"
	"testing"
)

// What an operand that does not come back stands in is not evaluated.
func TestOperandsThatDoNotComeBack(t *testing.T) {
	for _, text := range []string{
		`fn main() { (exit(3)).unwrap(); }`,
		`fn main() { let x = (exit(3))[0]; }`,
		`fn main() { (exit(3)).foo; }`,
		`fn main() { (exit(3))(1); }`,
		`fn main() { exit(3)?; }`,
		`fn main() { await exit(3); }`,
		`fn main() { scope { fork await { exit(3) }; } }`,
		`fn main() { select { x from exit(3) => x, after 1ms => 0 }; }`,
		`fn f() -> Result<i64, string> { let a = exit(3)?; Ok(1) } fn main() { f(); }`,
		`fn f() -> Result<i64, string> { let a? = exit(3); Ok(1) } fn main() { f(); }`,
		`fn f() -> i64 { (return 3).unwrap() } fn main() { exit(f()); }`,
		`fn f() -> i64 { (return 3)[0] } fn main() { exit(f()); }`,
		`fn f(v: Vec<i64>) -> i64 { v[return 3] } fn main() { exit(f([1])); }`,
		`fn main() { loop { (break).foo(1); } exit(3); }`,
		`fn main() { loop { let y = (break) as i64; } exit(3); }`,
	} {
		_, stderr, status := execute(t, t.Context(), text)
		if status != 3 || strings.Contains(stderr, "internal error") {
			t.Errorf("%s\nends with status %d, want 3\n%s", text, status, stderr)
		}
	}
}
