package quic

// This file hears what quic-go does on a connection: it tells each packet and each step to the
// recorder of a trace, on the connection's own goroutine. It has acted on the frames of a packet
// before, but for a CONNECTION_CLOSE: that takes effect afterwards. Also frames that it refuses are
// told.

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlogwriter"
)

// A listener hears the events of one connection, one after the other. It must not wait; the attempt of a server and the ledger
// do at the end of a connection: see attempt.hear and takeAll.
type listener interface {
	hear(qlogwriter.Event)
}

// A monitor hands the events of one connection to its listeners, and to the qlog file if there
// is one. Everything but the watchers is fixed before the first event.
type monitor struct {
	ledger    *ledger
	listeners []listener
	limit     streamLimit
	history   *history            // one of the listeners
	file      qlogwriter.Recorder // nil for none
	deaf      bool                // quic-go makes no events

	watchers atomic.Pointer[[]listener] // those that came later; nil for none
	watching sync.Mutex                 // over changes of watchers
}

// newMonitor is the Tracer of quic-go. The monitor can be found in the attempt that ctx carries.
func (s *Stack) newMonitor(ctx context.Context, isClient bool, id quicgo.ConnectionID) qlogwriter.Trace {
	m := &monitor{ledger: newLedger(isClient, s.conf.Fast), history: s.newHistory(isClient)}
	m.listeners = []listener{m.history, m.ledger, &m.limit}
	a, ok := ctx.Value(attemptKey{}).(*attempt)
	if ok && !isClient { // it waits for a connection to be given out, the ledger then for what has arrived to be read
		m.listeners = slices.Insert(m.listeners, 0, a.ear)
	}
	if s.conf.Trace != nil {
		m.listeners = append(m.listeners, newFollower(s, m.history, s.traced))
	}
	if s.tracer != nil {
		if trace := s.tracer(ctx, isClient, id); trace != nil {
			m.file = trace.AddProducer()
		}
	}
	if ok {
		if isClient && a.ear != nil {
			m.listeners = append(m.listeners, a.ear)
		}
		a.monitor.Store(m)
	}
	if s.conf.Fast && m.file == nil && s.conf.Trace == nil {
		m.deaf = true
		if ok {
			a.hearNothing()
		}
		return nil // quic-go makes no events then
	}
	return m
}

// monitored is the monitor of qc.
func monitored(qc *quicgo.Conn) *monitor {
	return qc.Context().Value(attemptKey{}).(*attempt).monitor.Load()
}

// AddProducer implements qlogwriter.Trace.
func (m *monitor) AddProducer() qlogwriter.Recorder { return m }

// RecordEvent implements qlogwriter.Recorder.
func (m *monitor) RecordEvent(e qlogwriter.Event) {
	m.tell(e)
	if m.file != nil {
		m.file.RecordEvent(e)
	}
}

// tell hands e to all listeners. It does not wait.
func (m *monitor) tell(e qlogwriter.Event) {
	for _, l := range m.listeners {
		l.hear(e)
	}
	if late := m.watchers.Load(); late != nil {
		for _, l := range *late {
			l.hear(e)
		}
	}
}

// over tells that the connection has ended for cause, or did not come about. A nil monitor has
// not begun.
func (m *monitor) over(cause error) {
	if m != nil {
		m.tell(over{cause: cause})
	}
}

// watch adds a listener while the connection runs. It must be called once for each listener.
func (m *monitor) watch(l listener) (stop func()) {
	change := func(f func([]listener) []listener) {
		m.watching.Lock()
		defer m.watching.Unlock()
		var now []listener
		if old := m.watchers.Load(); old != nil {
			now = slices.Clone(*old)
		}
		now = f(now)
		m.watchers.Store(&now)
	}
	change(func(all []listener) []listener { return append(all, l) })
	return func() {
		change(func(all []listener) []listener {
			return slices.DeleteFunc(all, func(o listener) bool { return o == l })
		})
	}
}

// Close implements qlogwriter.Recorder. quic-go calls it when the connection has ended.
func (m *monitor) Close() error {
	if m.file != nil {
		return m.file.Close()
	}
	return nil
}
