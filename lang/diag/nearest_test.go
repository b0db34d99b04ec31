package diag

import (
	"slices"
	"testing"
)

// TestMeant tells what is certain from what is a guess.
func TestMeant(t *testing.T) {
	for _, tc := range []struct {
		misspelt   string
		candidates []string
		want       string
		certain    bool
	}{
		{"conter", []string{"counter", "len"}, "counter", true},
		{"readLine", []string{"read_line"}, "read_line", true},
		{"cunt", []string{"count", "cut"}, "count", false},
		{"bar", []string{"car"}, "car", false},
		{"recvstr", []string{"recv_string"}, "recv_string", false},
		{"nope", []string{"None"}, "None", false},
	} {
		got, certain := Meant(tc.misspelt, tc.candidates)
		if got != tc.want || certain != tc.certain {
			t.Errorf("Meant(%q, %q) = %q, %v, want %q, %v", tc.misspelt, tc.candidates, got, certain, tc.want, tc.certain)
		}
	}
}

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
		{"a third of it wrong is near", "abcdxy", []string{"abcdef"}, "abcdef"},
		{"half of it wrong is not", "abxy", []string{"abcd"}, ""},
		{"two letters with the same first", "w2", []string{"w1", "x2"}, "w1"},
		{"two letters with another first", "xs", []string{"ys", "x"}, ""},
		{"the beginning of it", "recv", []string{"recv_string"}, "recv_string"},
		{"another word", "server", []string{"Err", "print"}, ""},
		{"another short word", "conn", []string{"None", "len"}, ""},
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
