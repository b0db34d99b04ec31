// Package concurrency has the modules below std::concurrency.
package concurrency

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage concurrency.hew

//go:embed concurrency.image
var image string

// Module is std::concurrency::concurrency.
var Module = native.Module{Path: "std::concurrency::concurrency", Image: image}
