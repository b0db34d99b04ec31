// Package failure is the module std::failure: what crash hooks of actors get and give. Programs
// know its types without an import.
package failure

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage failure.hew

//go:embed failure.image
var image string

// Module is std::failure.
var Module = native.Module{Path: "std::failure", Image: image}
