// Package mime is the module std::net::mime: kinds of data by the names of files.
package mime

import (
	_ "embed"
	"strings"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage mime.hew

//go:embed mime.image
var image string

// Module is std::net::mime.
var Module = native.Module{Path: "std::net::mime", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_mime_from_path": native.F1(fromPath),
		"hew_mime_from_ext":  native.F1(fromExt),
	}
}}

// kinds are those of extensions. The system's own table is not asked: programs get the same
// answer everywhere.
var kinds = map[string]string{
	"html": "text/html", "htm": "text/html", "css": "text/css", "js": "text/javascript",
	"mjs": "text/javascript", "json": "application/json", "map": "application/json",
	"xml": "application/xml", "txt": "text/plain", "ini": "text/plain", "csv": "text/csv",
	"md": "text/markdown", "yaml": "text/yaml", "yml": "text/yaml", "toml": "application/toml",

	"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
	"gif": "image/gif", "webp": "image/webp", "ico": "image/x-icon", "bmp": "image/bmp",
	"tiff": "image/tiff", "avif": "image/avif",

	"mp3": "audio/mpeg", "ogg": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac",
	"aac": "audio/aac", "m4a": "audio/mp4", "mp4": "video/mp4", "webm": "video/webm",
	"avi": "video/x-msvideo", "mov": "video/quicktime", "mkv": "video/x-matroska",

	"pdf": "application/pdf", "zip": "application/zip", "gz": "application/gzip",
	"tar": "application/x-tar", "bz2": "application/x-bzip2", "xz": "application/x-xz",
	"7z": "application/x-7z-compressed", "rar": "application/vnd.rar", "wasm": "application/wasm",

	"woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf",
	"eot": "application/vnd.ms-fontobject",

	"sh": "application/x-sh", "py": "text/x-python", "rs": "text/x-rust",
	"ts": "text/typescript", "tsx": "text/tsx", "jsx": "text/jsx",
}

func fromExt(_ *native.Call, ext string) (string, error) {
	if kind, ok := kinds[ext]; ok {
		return kind, nil
	}
	return "application/octet-stream", nil
}

func fromPath(c *native.Call, path string) (string, error) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return fromExt(c, "")
	}
	return fromExt(c, path[i+1:])
}
