package native_test

import (
	"path/filepath"
	"slices"
	"testing"

	"hewq/native"
)

func TestFiles(t *testing.T) {
	var none *native.Files
	none.Read("a") // does nothing

	var told []string
	f := &native.Files{Told: func(path string, written bool) {
		name := filepath.Base(path)
		if written {
			name += " written"
		}
		told = append(told, name)
	}}
	f.Read("data.txt")
	f.Read("./data.txt")
	f.Read("state.txt")
	f.Written("state.txt")
	f.Written("log.txt")
	if want := []string{"data.txt", "state.txt", "state.txt written", "log.txt written"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	data, err := filepath.Abs("data.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Data(); !slices.Equal(got, []string{data}) {
		t.Errorf("the data are %q", got)
	}
}
