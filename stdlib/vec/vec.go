// Package vec is the module std::vec: Vecs of common types.
package vec

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage vec.hew

//go:embed vec.image
var image string

// Module is std::vec.
var Module = native.Module{Path: "std::vec", Image: image}
