package eval_test

import "testing"

// Floats have one order: those with a sign first, -0 before 0, NaN as the farthest from 0 on its side.
func TestOrderOfFloats(t *testing.T) {
	const body = `let zero = 0.0; let nan = zero / zero; let inf = 1.0 / zero;
let v = [inf, nan, 1.5, -zero, 5.0e-324, -nan, zero, -1.5, 1.7976931348623157e308, -inf, -5.0e-324];
for x in sort.sort_floats(v) { print(f"{x} "); }
`
	run(t, []program{{
		name: "f64", source: "import std::sort;\n" + inMain(body),
		stdout: "-nan -inf -1.5 -4.94066e-324 -0 0 4.94066e-324 1.5 1.79769e+308 inf nan ",
	}})
}
