package quic

// This file closes endpoints.

import (
	"context"
	"net"
	"sync"
	"time"
)

// Close ends every connection with code 0 and the reason "closed", then gives the port back.
//
// It first waits until the peers have what was sent, as Disconnect does, and on a slow path stays
// a little longer to repeat the goodbye. ctx ends that at once. Connections whose peers may still
// read, and the port with them, end behind the caller's back: see part.
func (ep *Endpoint) Close(ctx context.Context) {
	if ep == nil || ep.closed.Swap(true) {
		return
	}
	for _, so := range ep.opened() {
		if so.listener != nil {
			_ = so.listener.Close() // never fails
		}
	}
	ep.arrivals.end(errEndpointGone)
	for _, a := range ep.arrivals.drain() {
		if a.conn != nil {
			a.conn.close(textClosed)
		}
	}
	var closing sync.WaitGroup
	for _, c := range ep.connections() {
		closing.Go(func() { ep.stack.lost(c, c.leave(ctx, textClosed)) })
	}
	closing.Wait()
	ep.awaitLosers(ctx)
	ep.keepAnswering(ctx)
	ep.mu.Lock()
	held := ep.held > 0
	ep.mu.Unlock()
	if held && ctx.Err() == nil {
		ep.stack.behind.Go(ep.finish)
		return
	}
	ep.endHolds()
	ep.finish()
}

// finish gives the port back when no connection is held any more.
func (ep *Endpoint) finish() {
	ep.holds.Wait()
	for _, so := range ep.opened() {
		so.close()
	}
	ep.mu.Lock()
	ep.sealed = true
	ep.mu.Unlock()
	ep.work.Wait()
	ep.events.end(errEndpointGone)
	ep.stack.remove(ep)
	close(ep.gone)
}

// endHolds ends the connections whose end is put off.
func (ep *Endpoint) endHolds() { ep.evict.Do(func() { close(ep.evicted) }) }

// holdFor runs f, which ends a connection in the end, in a goroutine that finish waits for. It
// reports false when it is too late.
func (ep *Endpoint) holdFor(f func()) bool {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	if ep.sealed {
		return false
	}
	ep.held++
	ep.holds.Go(func() {
		f()
		ep.mu.Lock()
		ep.held--
		ep.mu.Unlock()
	})
	return true
}

// keepAnswering waits while a peer that missed the goodbye could still ask again.
func (ep *Endpoint) keepAnswering(ctx context.Context) {
	ep.mu.Lock()
	left := time.Until(ep.answering)
	ep.mu.Unlock()
	if left > 0 {
		wait(ctx, left, nil)
	}
}

// start runs f in a goroutine that Close waits for. It reports false when it is too late.
func (ep *Endpoint) start(f func()) bool {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	if ep.sealed {
		return false
	}
	ep.work.Go(f)
	return true
}

// await has Close wait until done is called, unless it is too late.
func (ep *Endpoint) await() (done func()) {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	if ep.sealed {
		return func() {}
	}
	ep.work.Add(1)
	return ep.work.Done
}

// evict has endpoints that are closed, but for peers that still read, give the port back now. It
// reports whether there was one.
func (s *Stack) evict(port int) bool {
	found := false
	for _, ep := range s.all() {
		local, ok := ep.opened()[0].conn.LocalAddr().(*net.UDPAddr)
		if ok && port != 0 && local.Port == port && ep.closed.Load() {
			ep.endHolds()
			<-ep.gone
			found = true
		}
	}
	return found
}
