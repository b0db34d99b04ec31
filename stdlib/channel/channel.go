// Package channel is std::channel::channel. Its functions are intrinsics of the evaluator: their
// elements are of any type, and who waits in them counts for the report of a deadlock.
package channel

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage channel.hew

var (
	//go:embed channel.hew
	stub string
	//go:embed channel.image
	image []byte
)

// Module is std::channel::channel.
var Module = native.Module{Path: "std::channel::channel", Stub: stub, Image: image}
