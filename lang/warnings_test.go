package lang_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/stdlib"
)

// introduction is how docs/warnings.md begins.
const introduction = `# Warnings

A warning says of a program that may run what it was probably not meant to do. This page is made of what
` + "`hewq explain CODE`" + ` says, by a test.

| command | warnings |
|---|---|
| ` + "`hewq check`" + ` | on the standard error, after the errors of all files; neither ` + "`FILE: OK`" + ` nor the exit status changes |
| ` + "`hewq check --deny-warnings`" + ` | the same, the exit status is 1 and ` + "`OK`" + ` is left out |
| ` + "`hewq check --format=json`" + ` | beside the errors, with ` + "`\"severity\": 2`" + ` and their corrections |
| ` + "`hewq run`, `hewq test`, `hewq eval`" + ` | none, unless ` + "`--warnings`" + ` is given |
| the console | of each input, but for what the next input may use |
| ` + "`hewq fix`" + ` | are corrected where that is certain; ` + "`--dry-run` and `--diff`" + ` change nothing |

Files of the program that others import have warnings too, the standard library has none. They are silenced

* by a name that begins with ` + "`_`" + `, where it stands below,
* by a comment above the line, ` + "`// hewq:allow CODE`" + `, with commas between several codes; a colon and
  a reason may follow, and comments and attributes may stand between it and the line,
* by ` + "`--allow=CODE`" + `, for a whole program.

A program with errors has no warnings until the errors are mended.
`

// TestWarningsPage compares docs/warnings.md with what is known of the codes.
func TestWarningsPage(t *testing.T) {
	var b strings.Builder
	b.WriteString(introduction)
	for _, doc := range diag.Codes() {
		if doc.Severity != diag.Warning {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n%s\n", doc.Code, strings.ToUpper(doc.Summary[:1])+doc.Summary[1:], doc.Detail)
		if doc.Silenced != "" {
			fmt.Fprintf(&b, "\nAlso silenced by: %s\n", doc.Silenced)
		}
		found := lang.Explain(doc, stdlib.Modules)
		var said strings.Builder
		if err := diag.Render(&said, found, diag.Options{}); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n```hew\n%s```\n\n```text\n%s```\n", doc.Example, &said)
		if d := found[0]; len(d.Fixes) > 0 {
			fmt.Fprintf(&b, "\n`hewq fix`: %s.\n", d.Fixes[0].Title)
		}
	}
	golden.Check(t, filepath.Join("..", "docs", "warnings.md"), b.String())
}

// TestExamplesOfWarningsCanBeMended applies their fixes: the program stays right, and the warning is gone.
func TestExamplesOfWarningsCanBeMended(t *testing.T) {
	mended := 0
	for _, doc := range diag.Codes() {
		if doc.Severity != diag.Warning || len(lang.Explain(doc, stdlib.Modules)[0].Fixes) == 0 {
			continue
		}
		mended++
		f := lang.Fix(source.New("example.hew", doc.Example), stdlib.Modules)
		if len(f.Errors)+len(f.Warnings)+len(f.Refused) > 0 {
			t.Errorf("%s is left wrong:\n%s", doc.Code, f.Text)
		}
	}
	if mended < 5 {
		t.Errorf("only %d warnings have a correction", mended)
	}
}
