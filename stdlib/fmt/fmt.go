// Package fmt is the module std::fmt: numbers in other bases and padding.
package fmt

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage fmt.hew

//go:embed fmt.hew
var stub string

//go:embed fmt.image
var image []byte

// Module is std::fmt.
var Module = native.Module{Path: "std::fmt", Stub: stub, Image: image}
