// Package testing is the module std::testing: assertions for tests.
package testing

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage testing.hew

//go:embed testing.hew
var stub string

//go:embed testing.image
var image []byte

// Module is std::testing.
var Module = native.Module{Path: "std::testing", Stub: stub, Image: image}
