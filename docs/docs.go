// Package docs embeds the documents about hewq, and the reference of the language.
package docs

import "embed"

// Files are the pages, in Markdown: those of this folder, of reference, and of other folders in it.
//
//go:embed *.md reference
var Files embed.FS
