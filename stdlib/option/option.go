// Package option is the module std::option: Options of common types.
package option

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage option.hew

//go:embed option.image
var image string

// Module is std::option.
var Module = native.Module{Path: "std::option", Image: image}
