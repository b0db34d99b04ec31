// Package binary is the module std::encoding::binary: integers as bytes.
package binary

import (
	_ "embed"
	"encoding/binary"
	"slices"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage binary.hew

//go:embed binary.image
var image string

// Module is std::encoding::binary.
var Module = native.Module{Path: "std::encoding::binary", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_binary_put": native.F3(put),
		"hew_binary_get": native.F3(get),
	}
}}

// put gives size bytes, 8 at most.
func put(_ *native.Call, v, size int64, little bool) ([]byte, error) {
	b := binary.LittleEndian.AppendUint64(nil, uint64(v))[:size]
	if !little {
		slices.Reverse(b)
	}
	return b, nil
}

// get reads size bytes, 8 at most, without a sign.
func get(_ *native.Call, buf []byte, size int64, little bool) (int64, error) {
	var all [8]byte
	copy(all[:], buf[:min(size, int64(len(buf)))])
	if !little {
		slices.Reverse(all[:size])
	}
	return int64(binary.LittleEndian.Uint64(all[:])), nil
}
