// Package testing is the module std::testing: assertions for tests.
package testing

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage testing.hew

//go:embed testing.image
var image string

// Module is std::testing.
var Module = native.Module{Path: "std::testing", Image: image}
