// Package result is the module std::result: Results of common types.
package result

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage result.hew

//go:embed result.image
var image string

// Module is std::result.
var Module = native.Module{Path: "std::result", Image: image}
