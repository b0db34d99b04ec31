package native_test

import (
	"testing"

	"hewq/native"
)

func TestPhrase(t *testing.T) {
	for _, tc := range []struct {
		text, name, want string
		argument         int
	}{
		{"for a line", "", "for a line", -1},
		{"for a line", "x", "for a line", -1},
		{"for data[ on {0}]", "", "for data", 0},
		{"for data[ on {0}]", "stream 4 of c1", "for data on stream 4 of c1", 0},
		{"to connect[ to {1}]", "[::1]:4433", "to connect to [::1]:4433", 1},
		{"until [an endpoint|the endpoint on {2}] is closed", "", "until an endpoint is closed", 2},
		{"until [an endpoint|the endpoint on {2}] is closed", "$1", "until the endpoint on $1 is closed", 2},
	} {
		if got := native.Phrase(tc.text, tc.name); got != tc.want {
			t.Errorf("Phrase(%q, %q) = %q, want %q", tc.text, tc.name, got, tc.want)
		}
		if got := native.PhraseArgument(tc.text); got != tc.argument {
			t.Errorf("PhraseArgument(%q) = %d, want %d", tc.text, got, tc.argument)
		}
	}
}
