//go:build unix

package main

// This file keeps the owner of a file that is replaced.

import (
	"os"
	"syscall"
)

// keepOwner gives f the owner and the group of a file, if the system allows that: root may do it.
func keepOwner(f *os.File, info os.FileInfo) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		_ = f.Chown(int(s.Uid), int(s.Gid)) // if it fails, f belongs to the user that runs hewq
	}
}
