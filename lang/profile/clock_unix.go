//go:build unix

package profile

import (
	"syscall"
	"time"
)

// ProcessorTime is the processor time that this process has used.
func ProcessorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0 // it is there on every system
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
