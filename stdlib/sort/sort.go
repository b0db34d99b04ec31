// Package sort is the module std::sort: sorted and reversed copies of Vecs.
package sort

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage sort.hew

//go:embed sort.image
var image string

// Module is std::sort.
var Module = native.Module{Path: "std::sort", Image: image}
