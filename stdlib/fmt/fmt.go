// Package fmt is the module std::fmt: numbers in other bases and padding.
package fmt

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage fmt.hew

//go:embed fmt.image
var image string

// Module is std::fmt.
var Module = native.Module{Path: "std::fmt", Image: image}
