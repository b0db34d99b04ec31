// Package docs embeds the documents about hewq, and the reference of the language.
package docs

import "embed"

// Files are the pages, in Markdown: those of this folder, of guide and of reference.
//
//go:embed *.md guide reference
var Files embed.FS
