package fs

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"hewq/native"
)

func TestErrnoIsOfTheLatestRead(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &native.Call{Context: t.Context(), Env: &native.Env{}, Actor: &native.Actor{}}
	tests := []struct {
		path, want string
		errno      int64
	}{
		{file, "text", 0},
		{filepath.Join(dir, "none"), "", int64(syscall.ENOENT)},
		{dir, "", int64(syscall.EISDIR)},
		{filepath.Join(file, "below"), "", int64(syscall.ENOTDIR)},
		{file, "text", 0},
	}
	for _, tc := range tests {
		text, err := readText(c, tc.path)
		n, errnoErr := errno(c)
		if text != tc.want || n != tc.errno || err != nil || errnoErr != nil {
			t.Errorf("%s: got %q, errno %d, %v, want %q, errno %d", tc.path, text, n, err, tc.want, tc.errno)
		}
	}
}

func TestDeleteLeavesDirectories(t *testing.T) {
	dir := t.TempDir()
	if n, err := deleteFile(&native.Call{Env: &native.Env{}}, dir); n != -1 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Error(err)
	}
}
