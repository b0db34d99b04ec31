package lang

// This file loads the examples in documentation as programs.

import (
	"hewq/lang/diag"
	"hewq/lang/doc"
	"hewq/native"
)

// LoadExample is LoadFiles for an example in documentation, in a setting of its own.
func LoadExample(e *doc.Example, in doc.Setting, modules []native.Module) (*Program, []string, []diag.Diagnostic) {
	file, ds := e.Program(in)
	return loadTree(file, ds, modules)
}
