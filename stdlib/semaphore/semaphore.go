// Package semaphore is std::semaphore. Its functions are intrinsics of the evaluator: who waits in
// them counts for the report of a deadlock.
package semaphore

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage semaphore.hew

var (
	//go:embed semaphore.hew
	stub string
	//go:embed semaphore.image
	image []byte
)

// Module is std::semaphore.
var Module = native.Module{Path: "std::semaphore", Stub: stub, Image: image}
