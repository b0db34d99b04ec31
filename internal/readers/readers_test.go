package main

import (
	"os"
	"path/filepath"
	"testing"
)

// The readers in package parser are those that the tags of package ast make.
func TestCurrent(t *testing.T) {
	files, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("..", "..", "lang", "parser", name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("lang/parser/%s is not current: run go generate ./lang/parser", name)
		}
	}
}
