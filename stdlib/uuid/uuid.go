// Package uuid is the module std::misc::uuid: unique identifiers.
package uuid

import (
	"crypto/rand"
	_ "embed"
	"encoding/binary"
	"fmt"
	"regexp"
	"time"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage uuid.hew

//go:embed uuid.hew
var stub string

//go:embed uuid.image
var image []byte

// Module is std::misc::uuid.
var Module = native.Module{Path: "std::misc::uuid", Stub: stub, Image: image, Funcs: native.Funcs{
	"hew_uuid_v4":    native.F0(v4),
	"hew_uuid_v7":    native.F0(v7),
	"hew_uuid_parse": native.F1(valid),
}}

func v4(*native.Call) (string, error) {
	var id [16]byte
	if _, err := rand.Read(id[:]); err != nil {
		return "", err
	}
	return text(id, 4), nil
}

func v7(*native.Call) (string, error) {
	var id [16]byte
	if _, err := rand.Read(id[6:]); err != nil {
		return "", err
	}
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(time.Now().UnixMilli()))
	copy(id[:6], ms[2:])
	return text(id, 7), nil
}

func text(id [16]byte, version byte) string {
	id[6] = id[6]&0x0f | version<<4
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

const hex4 = `[0-9a-fA-F]{4}`

var forms = regexp.MustCompile(`^((` + hex4 + `){8}|(urn:uuid:)?` + grouped + `|\{` + grouped + `\})$`)

const grouped = hex4 + hex4 + `(-` + hex4 + `){3}-` + hex4 + hex4 + hex4

func valid(_ *native.Call, s string) (bool, error) { return forms.MatchString(s), nil }
