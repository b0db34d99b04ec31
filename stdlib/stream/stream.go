// Package stream is std::stream. Pipes are intrinsics of the evaluator, as channels are; here are
// the streams and sinks of files.
package stream

import (
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage stream.hew

//go:embed stream.image
var image string

// Module is std::stream.
var Module = native.Module{Path: "std::stream", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_stream_from_file_read":  native.Waits(native.F1(openFile), "to open [a file|{0}]"),
		"hew_stream_from_file_write": native.Waits(native.F1(createFile), "to open [a file|{0}]"),
		"hew_stream_last_error":      native.F0(lastError),
		"hew_stream_last_errno":      native.F0(lastErrno),
	}
}}
