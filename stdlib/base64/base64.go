// Package base64 is the module std::encoding::base64: bytes in base 64.
package base64

import (
	_ "embed"
	"encoding/base64"
	"strings"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage base64.hew

//go:embed base64.image
var image string

// Module is std::encoding::base64.
var Module = native.Module{Path: "std::encoding::base64", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_base64_encode":     native.F1(encode),
		"hew_base64_encode_url": native.F1(encodeURL),
		"hew_base64_decode":     native.F1(decode),
	}
}}

func encode(_ *native.Call, data []byte) (string, error) {
	return base64.StdEncoding.EncodeToString(data), nil
}

func encodeURL(_ *native.Call, data []byte) (string, error) {
	return base64.URLEncoding.EncodeToString(data), nil
}

var plain = strings.NewReplacer("-", "+", "_", "/")

func decode(_ *native.Call, s string) ([]byte, error) {
	// Up to two pads are dropped, wherever the text ends; a single digit at the end tells no byte.
	s = strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
	if strings.ContainsAny(s, "\r\n") {
		return nil, nil
	}
	if len(s)%4 == 1 {
		s = s[:len(s)-1]
	}
	data, err := base64.RawStdEncoding.DecodeString(plain.Replace(s))
	if err != nil {
		return nil, nil
	}
	return data, nil
}
