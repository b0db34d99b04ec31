package main

import (
	"bytes"
	"os"
	"testing"
)

func TestCurrent(t *testing.T) {
	for name, write := range files {
		want, err := generate(write)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile("../../lang/eval/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("lang/eval/%s is not what the tables say: run go generate ./lang/eval", name)
		}
	}
}
