// Package channel is std::channel::channel. Its functions are intrinsics of the evaluator: their
// elements are of any type, and who waits in them counts for the report of a deadlock.
package channel

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage channel.hew

//go:embed channel.image
var image string

// Module is std::channel::channel.
var Module = native.Module{Path: "std::channel::channel", Image: image}
