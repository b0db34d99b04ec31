// Package uuid is the module std::misc::uuid: unique identifiers.
package uuid

import (
	"crypto/rand"
	_ "embed"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage uuid.hew

//go:embed uuid.image
var image string

// Module is std::misc::uuid.
var Module = native.Module{Path: "std::misc::uuid", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_uuid_v4":    native.F0(v4),
		"hew_uuid_v7":    native.F0(v7),
		"hew_uuid_parse": native.F1(valid),
	}
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

// valid tells whether s has one of the usual forms.
func valid(_ *native.Call, s string) (bool, error) {
	if rest, ok := strings.CutPrefix(s, "urn:uuid:"); ok {
		return grouped(rest), nil
	}
	if inner, ok := strings.CutPrefix(s, "{"); ok {
		inner, ok = strings.CutSuffix(inner, "}")
		return ok && grouped(inner), nil
	}
	return grouped(s) || len(s) == 32 && digits(s), nil
}

// grouped tells whether s has the form with hyphens.
func grouped(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, group := range strings.Split(s, "-") {
		if i > 4 || len(group) != [...]int{8, 4, 4, 4, 12}[i] || !digits(group) {
			return false
		}
	}
	return true
}

func digits(s string) bool { return strings.Trim(s, "0123456789abcdefABCDEF") == "" }
