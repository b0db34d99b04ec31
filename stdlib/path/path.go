// Package path is the module std::path: paths and patterns of paths.
package path

import (
	_ "embed"
	"os"
	"path/filepath"
	"strings"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage path.hew

//go:embed path.image
var image string

// Module is std::path.
var Module = native.Module{Path: "std::path", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_glob":           native.F1(glob),
		"hew_glob_count":     native.F1(globCount),
		"hew_glob_get":       native.F2(globGet),
		"hew_glob_free":      native.F1(globFree),
		"hew_path_dirname":   native.F1(dirname),
		"hew_path_basename":  native.F1(basename),
		"hew_path_extension": native.F1(extension),
		"hew_path_exists":    native.F1(exists),
		"hew_path_is_file":   native.F1(isFile),
		"hew_path_is_dir":    native.F1(isDir),
		"hew_path_absolute":  native.F1(absolute),
	}
}}

// split cuts a path before its last part. The slash between them is
// with neither, but for that of the root.
func split(p string) (dir, base string) {
	if p == "/" {
		return "/", ""
	}
	p = strings.TrimSuffix(p, "/")
	i := strings.LastIndexByte(p, '/')
	switch i {
	case -1:
		return "", p
	case 0:
		return "/", p[1:]
	}
	return p[:i], p[i+1:]
}

func dirname(_ *native.Call, p string) (string, error) {
	dir, _ := split(p)
	return dir, nil
}

func basename(_ *native.Call, p string) (string, error) {
	_, base := split(p)
	return base, nil
}

func extension(_ *native.Call, p string) (string, error) {
	_, base := split(p)
	if i := strings.LastIndexByte(base, '.'); i > 0 {
		return base[i+1:], nil
	}
	return "", nil
}

func exists(_ *native.Call, p string) (bool, error) {
	_, err := os.Stat(p)
	return err == nil, nil
}

func isFile(_ *native.Call, p string) (bool, error) {
	info, err := os.Stat(p)
	return err == nil && info.Mode().IsRegular(), nil
}

func isDir(_ *native.Call, p string) (bool, error) {
	info, err := os.Stat(p)
	return err == nil && info.IsDir(), nil
}

func absolute(_ *native.Call, p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return p, nil
	}
	return abs, nil
}
