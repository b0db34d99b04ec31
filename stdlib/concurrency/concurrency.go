// Package concurrency has the modules below std::concurrency.
package concurrency

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage concurrency.hew

var (
	//go:embed concurrency.hew
	stub string
	//go:embed concurrency.image
	image []byte
)

// Module is std::concurrency::concurrency.
var Module = native.Module{Path: "std::concurrency::concurrency", Stub: stub, Image: image}
