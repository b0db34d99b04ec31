package json

import (
	"math"
	"testing"
)

func TestTextsComeBack(t *testing.T) {
	tests := []struct{ in, want string }{
		{`null`, `null`},
		{` [ 1 , -2 ] `, `[1,-2]`},
		{`{"b":1,"a":{}}`, `{"a":{},"b":1}`},
		{`18446744073709551615`, `18446744073709551615`},
		{`1e2`, `100.0`},
		{`-0`, `-0.0`},
		{`1e300`, `1e300`},
		{`1e-7`, `1e-7`},
		{`0.1`, `0.1`},
		{`"\u00e9\/\"\\\u2028\u0001\b"`, "\"é/\\\"\\\\\u2028\\u0001\\b\""},
		{`"\\u2028"`, `"\\u2028"`},
		{`"<&>"`, `"<&>"`},
	}
	for _, tc := range tests {
		in, err := decode(tc.in)
		if err != nil {
			t.Errorf("%s: %v", tc.in, err)
			continue
		}
		if got := string(encode(nil, in)); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.in, got, tc.want)
		}
	}
}

func TestTextsThatAreNoJSON(t *testing.T) {
	for _, text := range []string{"", " ", "{", "{x}", "[1,]", "1 2", "nul", `"a`, "01", "1e999"} {
		if in, err := decode(text); err == nil {
			t.Errorf("%q was taken for %v", text, in)
		}
	}
}

func TestNumbersThatJSONHasNot(t *testing.T) {
	for _, f := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if v, _ := fromFloat(nil, f); v.in != nil {
			t.Errorf("%v became %v", f, v.in)
		}
	}
}
