package eval_test

import (
	"regexp"
	"slices"
	"testing"

	"hewq/lang/eval"
	"hewq/lang/module"
	"hewq/stdlib"
)

func TestIntrinsicsOfStubs(t *testing.T) {
	known := eval.Intrinsics()
	named := map[string]bool{}
	attribute := regexp.MustCompile(`#\[intrinsic\("([^"]*)"\)\]`)
	for _, m := range stdlib.Modules {
		for _, found := range attribute.FindAllStringSubmatch(module.Text(&m), -1) {
			key := found[1]
			named[key] = true
			if !slices.Contains(known, key) {
				t.Errorf("%s names the intrinsic %q, which does not exist", m.Path, key)
			}
		}
	}
	for _, key := range known {
		if !named[key] {
			t.Errorf("no stub names the intrinsic %q", key)
		}
	}
}
