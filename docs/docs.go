// Package docs has the documents about hewq, and the reference of the language.
package docs

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"sync"
)

//go:generate go run hewq/internal/docpages pages.json.gz . guide reference

//go:embed pages.json.gz
var packed []byte

// Pages are the texts of the pages, in Markdown, by the names of their files: those of this folder, of guide and of
// reference. They are packed, which takes 0.14 MB less of the binary; a test holds that the package is current.
var Pages = sync.OnceValue(func() map[string]string {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	var pages map[string]string
	if err == nil {
		err = json.NewDecoder(r).Decode(&pages)
	}
	if err != nil {
		panic("internal error: " + err.Error()) // it is embedded
	}
	return pages
})
