// Package semaphore is std::semaphore. Its functions are intrinsics of the evaluator: who waits in
// them counts for the report of a deadlock.
package semaphore

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage semaphore.hew

//go:embed semaphore.image
var image string

// Module is std::semaphore.
var Module = native.Module{Path: "std::semaphore", Image: image}
