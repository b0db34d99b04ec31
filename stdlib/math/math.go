// Package math is the module std::math: arithmetic beyond the operators.
package math

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage math.hew

//go:embed math.image
var image string

// Module is std::math.
var Module = native.Module{Path: "std::math", Image: image}
