// Package hex is the module std::encoding::hex: bytes in hexadecimal.
package hex

import (
	_ "embed"
	"encoding/hex"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage hex.hew

//go:embed hex.image
var image string

// Module is std::encoding::hex.
var Module = native.Module{Path: "std::encoding::hex", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_hex_encode": native.F1(encode),
		"hew_hex_decode": native.F1(decode),
	}
}}

func encode(_ *native.Call, data []byte) (string, error) { return hex.EncodeToString(data), nil }

func decode(_ *native.Call, s string) ([]byte, error) {
	data, err := hex.DecodeString(s)
	if err != nil {
		return nil, nil
	}
	return data, nil
}
