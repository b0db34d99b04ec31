// Package sign is the module std::crypto::sign: Ed25519 signatures.
package sign

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	_ "embed"
	"slices"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage sign.hew

//go:embed sign.image
var image string

// Module is std::crypto::sign.
var Module = native.Module{Path: "std::crypto::sign", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_ed25519_generate_pkcs8_hew":        native.F0(generate),
		"hew_ed25519_public_key_from_pkcs8_hew": native.F1(publicKey),
		"hew_ed25519_sign_hew":                  native.F2(sign),
		"hew_ed25519_verify_hew":                native.F3(verify),
	}
}}

// A private key is written as PKCS #8 version 2: head, seed, middle, public key.
var (
	head   = []byte{0x30, 0x51, 2, 1, 1, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20}
	middle = []byte{0x81, 0x21, 0}
)

func generate(*native.Call) ([]byte, error) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return slices.Concat(head, private.Seed(), middle, public), nil
}

// read is the private key that b is, nil if it is none.
func read(b []byte) ed25519.PrivateKey {
	seed, ok := bytes.CutPrefix(b, head)
	if !ok || len(seed) != ed25519.SeedSize+len(middle)+ed25519.PublicKeySize {
		return nil
	}
	return ed25519.NewKeyFromSeed(seed[:ed25519.SeedSize])
}

func publicKey(_ *native.Call, private []byte) ([]byte, error) {
	if key := read(private); key != nil {
		return slices.Clone(key[ed25519.SeedSize:]), nil
	}
	return nil, nil
}

func sign(_ *native.Call, message, private []byte) ([]byte, error) {
	if key := read(private); key != nil {
		return ed25519.Sign(key, message), nil
	}
	return nil, nil
}

func verify(_ *native.Call, message, signature, public []byte) (bool, error) {
	return len(public) == ed25519.PublicKeySize && ed25519.Verify(public, message, signature), nil
}
