package diag

import (
	"slices"
	"testing"
)

func TestNearest(t *testing.T) {
	tests := []struct {
		name       string
		misspelt   string
		candidates []string
		want       string
	}{
		{"a letter too few", "new_sever", []string{"new_client", "new_server"}, "new_server"},
		{"a letter too many", "printlnn", []string{"print", "println"}, "println"},
		{"neighbours swapped", "pritnln", []string{"print", "println"}, "println"},
		{"case and underscores do not count", "NEWSERVER", []string{"new_servers", "new_server"}, "new_server"},
		{"half of it wrong is near", "abxy", []string{"abcd"}, "abcd"},
		{"more than half of it wrong is not", "axyz", []string{"abcd"}, ""},
		{"one letter is near to nothing", "x", []string{"y", "xy"}, ""},
		{"one letter in the other case", "x", []string{"X", "y"}, "X"},
		{"the name itself is no suggestion", "len", []string{"len"}, ""},
		{"equally near: the first in the alphabet", "bat", []string{"cat", "bar", "hat"}, "bar"},
		{"nothing to choose from", "len", nil, ""},
		{"an empty name", "", []string{"len"}, ""},
		{"letters beyond ASCII", "grösse", []string{"größe", "grösser"}, "grösser"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if got := Nearest(tc.misspelt, tc.candidates); got != tc.want {
				t.Errorf("Nearest(%q, %q) = %q, want %q", tc.misspelt, tc.candidates, got, tc.want)
			}
			slices.Reverse(tc.candidates)
			if got := Nearest(tc.misspelt, tc.candidates); got != tc.want {
				t.Errorf("Nearest(%q, %q) = %q, want %q", tc.misspelt, tc.candidates, got, tc.want)
			}
		})
	}
}
