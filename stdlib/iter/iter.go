// Package iter is the module std::iter: functions over elements.
package iter

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage iter.hew

//go:embed iter.image
var image string

// Module is std::iter.
var Module = native.Module{Path: "std::iter", Image: image}
