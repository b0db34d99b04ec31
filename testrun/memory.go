package testrun

// This file watches how much memory a worker takes.

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// memoryInterval is how often a worker looks at its memory.
const memoryInterval = 20 * time.Millisecond

// watchMemory returns ErrMemory when this process takes more than limit bytes although the collector
// tries to stay below it, after it has told so; and nil when ctx ends.
func watchMemory(ctx context.Context, limit int64, out *sender) error {
	if limit <= 0 {
		<-ctx.Done()
		return nil
	}
	debug.SetMemoryLimit(limit)
	ticker := time.NewTicker(memoryInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		if taken := takenMemory(); taken > limit+limit/16 {
			_ = out.last(answer{Memory: taken}) // the Runner sees the end in any case
			return ErrMemory
		}
	}
}

// takenMemory is what the system has given to this process, in bytes, and not got back.
func takenMemory() int64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return int64(samples[0].Value.Uint64() - samples[1].Value.Uint64())
}
