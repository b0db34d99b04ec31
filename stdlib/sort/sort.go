// Package sort is the module std::sort: sorted and reversed copies of Vecs.
package sort

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage sort.hew

//go:embed sort.hew
var stub string

//go:embed sort.image
var image []byte

// Module is std::sort.
var Module = native.Module{Path: "std::sort", Stub: stub, Image: image}
