package eval

// This file hands out the places of inputs, and takes them back when they are not needed any more.

import (
	"runtime"
	"slices"
	"sync"
)

// A sitePool hands out the sites of inputs. Most are free again when the input has run; those of
// an input that has made closures are when the last of these is gone.
type sitePool struct {
	free, used []site
	life       *life // of the input

	mu       sync.Mutex
	returned []site // of inputs whose closures are gone
}

// A life ends when nothing of an input can run any more: closures and deferred expressions refer
// to it.
type life struct{ _ [16]byte } // of a size that is no part of a shared allocation

func newSitePool() *sitePool { return &sitePool{life: new(life)} }

// site is siteAt for an input.
func (p *sitePool) site(prog *program, c Call) site {
	if len(p.free) == 0 {
		p.mu.Lock()
		p.free, p.returned = p.returned, nil
		p.mu.Unlock()
	}
	var at site
	if n := len(p.free); n > 0 {
		at = p.free[n-1]
		p.free = p.free[:n-1]
		prog.sites.set(at, c)
	} else {
		at = prog.siteAt(c.Span, c.Func)
	}
	p.used = append(p.used, at)
	return at
}

// recycle makes the sites of the last input free again; if something of it lives on, when that is
// gone.
func (p *sitePool) recycle(lasting bool) {
	if lasting {
		runtime.AddCleanup(p.life, p.giveBack, slices.Clone(p.used))
		p.life = new(life)
	} else {
		p.free = append(p.free, p.used...)
	}
	p.used = p.used[:0]
}

// giveBack takes sites back. It is called from a goroutine of the collector.
func (p *sitePool) giveBack(sites []site) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.returned = append(p.returned, sites...)
}
