//go:build unix

package main

import (
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
)

// peak runs a command and gives the most memory that its process had, in bytes.
func (b *bench) peak(name string, args ...string) (float64, error) {
	cmd := exec.CommandContext(b.ctx, name, args...)
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, fmt.Errorf("%s: the system does not tell its memory", name)
	}
	if runtime.GOOS == "darwin" {
		return float64(usage.Maxrss), nil
	}
	return float64(usage.Maxrss) * 1024, nil
}
