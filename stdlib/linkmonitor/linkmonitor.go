// Package linkmonitor is the module std::link_monitor: links between actors, which crash together.
// Programs know its names without an import.
package linkmonitor

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage link_monitor.hew

//go:embed link_monitor.image
var image string

// Module is std::link_monitor.
var Module = native.Module{Path: "std::link_monitor", Image: image}
