package eval

// This file keeps the closures that own what they have captured. A scope closes what such a closure
// in one of its variables owns; one in a record or a collection is closed when its thread ends.

import "slices"

// A kept is the place of a closure among those of its thread.
type kept struct {
	closure        *closure
	thread         *thread
	older, younger *kept
}

// keep has a closure that owns something closed at the end of the thread at the latest. A generator
// may give it to its owner, which keeps it instead.
func (t *thread) keep(c *closure) {
	for t.generator != nil {
		t = t.generator.owner
	}
	k := &kept{closure: c, thread: t, older: t.closures}
	if k.older != nil {
		k.older.younger = k
	}
	t.closures, c.kept = k, k
}

// forget notes that there is nothing left to close.
func (k *kept) forget() {
	if k == nil || k.thread == nil {
		return
	}
	if k.younger != nil {
		k.younger.older = k.older
	} else {
		k.thread.closures = k.older
	}
	if k.older != nil {
		k.older.younger = k.younger
	}
	*k = kept{}
}

// dropClosures closes what the closures of a thread own that has ended, the youngest first.
func (t *thread) dropClosures() error {
	var closing steps
	for k := t.closures; k != nil; k = k.older {
		c := k.closure
		for _, owned := range slices.Backward(c.code.owned) {
			closing = append(closing, func(f *frame) {
				v := c.caps[owned.index]
				c.caps[owned.index] = hole
				owned.shut.close(f, 0, v)
			})
		}
	}
	return t.conclude(closing)
}

// dropAll ends the generators of a thread that has ended because of err, and closes what its closures
// own. It gives what has ended the thread.
func (t *thread) dropAll(err error) error {
	for _, dropped := range []error{t.dropClosures(), t.dropGenerators(exited(err))} {
		switch {
		case dropped == nil:
		case err == nil:
			err = dropped
		default:
			t.tellClosing(dropped)
		}
	}
	return err
}
