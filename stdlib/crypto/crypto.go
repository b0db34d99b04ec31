// Package crypto is the module std::crypto::crypto: digests and random bytes.
package crypto

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	_ "embed"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage crypto.hew

//go:embed crypto.image
var image string

// Module is std::crypto::crypto.
var Module = native.Module{Path: "std::crypto::crypto", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_sha256_hew":           native.F1(sum256),
		"hew_sha384_hew":           native.F1(sum384),
		"hew_sha512_hew":           native.F1(sum512),
		"hew_hmac_sha256_hew":      native.F2(mac),
		"hew_random_bytes_hew":     native.F1(random),
		"hew_constant_time_eq_hew": native.F2(equal),
	}
}}

func sum256(_ *native.Call, data []byte) ([]byte, error) {
	sum := sha256.Sum256(data)
	return sum[:], nil
}

func sum384(_ *native.Call, data []byte) ([]byte, error) {
	sum := sha512.Sum384(data)
	return sum[:], nil
}

func sum512(_ *native.Call, data []byte) ([]byte, error) {
	sum := sha512.Sum512(data)
	return sum[:], nil
}

func mac(_ *native.Call, key, data []byte) ([]byte, error) {
	h := hmac.New(sha256.New, key)
	h.Write(data)
	return h.Sum(nil), nil
}

// largest is the most random bytes that a program gets at once.
const largest = 1 << 30

func random(_ *native.Call, n int64) ([]byte, error) {
	if n <= 0 || n > largest {
		return nil, nil
	}
	b := make([]byte, n)
	_, err := rand.Read(b)
	return b, err
}

func equal(_ *native.Call, a, b []byte) (bool, error) {
	return subtle.ConstantTimeCompare(a, b) == 1, nil
}
