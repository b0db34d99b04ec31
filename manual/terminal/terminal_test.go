package terminal_test

import (
	"os"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/manual/terminal"
)

func TestRender(t *testing.T) {
	page, err := os.ReadFile("testdata/page.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]terminal.Options{
		"narrow": {Width: 40},
		"wide":   {},
		"color":  {Width: 60, Color: true},
	} {
		t.Run(name, func(t *testing.T) {
			got := terminal.Render(string(page), o)
			golden.Check(t, "testdata/"+name+".txt", strings.ReplaceAll(got, "\x1b", "^["))
		})
	}
}
