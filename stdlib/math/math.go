// Package math is the module std::math: arithmetic beyond the operators.
package math

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage math.hew

//go:embed math.hew
var stub string

//go:embed math.image
var image []byte

// Module is std::math.
var Module = native.Module{Path: "std::math", Stub: stub, Image: image}
