// Package fs is the module std::fs: files and directories.
package fs

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage fs.hew

//go:embed fs.image
var image string

// Module is std::fs.
var Module = native.Module{Path: "std::fs", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_file_read":        native.Waits(native.F1(readText), "to read [a file|{0}]"),
		"hew_file_read_bytes":  native.Waits(native.F1(readBytes), "to read [a file|{0}]"),
		"hew_fs_errno":         native.F0(errno),
		"hew_file_write":       native.F2(writeText),
		"hew_file_write_bytes": native.F2(writeBytes),
		"hew_file_append":      native.F2(appendText),
		"hew_file_exists":      native.F1(exists),
		"hew_file_delete":      native.F1(deleteFile),
		"hew_file_size":        native.F1(size),
		"hew_fs_mkdir":         native.F1(mkdir),
		"hew_fs_mkdir_all":     native.F1(mkdirAll),
		"hew_fs_list_dir":      native.F1(list),
		"hew_fs_rename":        native.F2(rename),
		"hew_fs_copy":          native.F2(copyFile),
		"hew_fs_is_dir":        native.F1(isDir),
		"hew_fs_parent_exists": native.F1(parentExists),
	}
}}

// lastRead is what the calling actor's latest read ended with.
type lastRead struct {
	errno int64
}

func readBytes(c *native.Call, path string) ([]byte, error) {
	if c.Env.Virtual && mayWait(path) {
		return nil, fmt.Errorf("%s is not a regular file, and may be waited for: %w", path, native.ErrVirtual)
	}
	c.Env.Files.Read(path)
	data, err := readFile(c, path)
	if err != nil && c.Err() != nil {
		return nil, c.Err()
	}
	native.Local[lastRead](c).errno = code(err)
	return data, nil
}

// readFile reads a file. A pipe or a terminal may have nothing to read: it is left to itself,
// with the goroutine that reads it, when ctx ends first.
func readFile(ctx context.Context, path string) ([]byte, error) {
	if !mayWait(path) {
		return os.ReadFile(path)
	}
	type outcome struct {
		data []byte
		err  error
	}
	done := make(chan outcome, 1)
	go func() {
		data, err := os.ReadFile(path)
		done <- outcome{data, err}
	}()
	select {
	case o := <-done:
		return o.data, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// mayWait tells whether reading may have to wait for somebody who writes.
func mayWait(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

func readText(c *native.Call, path string) (string, error) {
	data, err := readBytes(c, path)
	return string(data), err
}

func errno(c *native.Call) (int64, error) {
	return native.Local[lastRead](c).errno, nil
}

// code is the operating system's number for err, 5 (input/output error) if it has none.
func code(err error) int64 {
	var n syscall.Errno
	switch {
	case err == nil:
		return 0
	case errors.As(err, &n):
		return int64(n)
	}
	return 5
}

// status is how functions without a Result tell of err.
func status(err error) (int64, error) {
	if err != nil {
		return -1, nil
	}
	return 0, nil
}

func writeText(c *native.Call, path, content string) (int64, error) {
	c.Env.Files.Written(path)
	return status(os.WriteFile(path, []byte(content), 0o666))
}

func writeBytes(c *native.Call, path string, data []byte) (int64, error) {
	c.Env.Files.Written(path)
	return status(os.WriteFile(path, data, 0o666))
}

func appendText(c *native.Call, path, content string) (int64, error) {
	c.Env.Files.Written(path)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return status(err)
	}
	_, err = f.WriteString(content)
	return status(errors.Join(err, f.Close()))
}

func exists(c *native.Call, path string) (bool, error) {
	c.Env.Files.Read(path)
	_, err := os.Stat(path)
	return err == nil, nil
}

func parentExists(c *native.Call, path string) (bool, error) {
	return exists(c, filepath.Dir(filepath.Clean(path)))
}

func isDir(_ *native.Call, path string) (bool, error) {
	info, err := os.Stat(path)
	return err == nil && info.IsDir(), nil
}

func deleteFile(c *native.Call, path string) (int64, error) {
	c.Env.Files.Written(path)
	if info, err := os.Lstat(path); err != nil || info.IsDir() {
		return -1, nil
	}
	return status(os.Remove(path))
}

func size(_ *native.Call, path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return -1, nil
	}
	return info.Size(), nil
}

func mkdir(_ *native.Call, path string) (int64, error) {
	return status(os.Mkdir(path, 0o777))
}

func mkdirAll(_ *native.Call, path string) (int64, error) {
	return status(os.MkdirAll(path, 0o777))
}

func list(_ *native.Call, path string) ([]string, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, nil
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, nil
}

func rename(c *native.Call, from, to string) (int64, error) {
	c.Env.Files.Written(from)
	c.Env.Files.Written(to)
	return status(os.Rename(from, to))
}

func copyFile(c *native.Call, from, to string) (int64, error) {
	c.Env.Files.Read(from)
	c.Env.Files.Written(to)
	in, err := os.Open(from)
	if err != nil {
		return status(err)
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return status(err)
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, info.Mode().Perm())
	if err != nil {
		return status(err)
	}
	_, err = io.Copy(out, in)
	return status(errors.Join(err, out.Close()))
}
