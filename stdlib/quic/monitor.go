package quic

// This file hears what quic-go does on a connection: it tells each packet and each step to the
// recorder of a trace, on the connection's own goroutine and before it acts on it.

import (
	"context"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlogwriter"
)

// A listener hears the events of one connection, one after the other. It must not wait.
type listener interface {
	hear(qlogwriter.Event)
}

// A monitor hands the events of one connection to its listeners, and to the qlog file if there
// is one. Everything is fixed before the first event.
type monitor struct {
	ledger    *ledger
	listeners []listener
	limit     streamLimit
	file      qlogwriter.Recorder // nil for none
}

// newMonitor is the Tracer of quic-go. The monitor can be found in the attempt that ctx carries.
func (s *Stack) newMonitor(ctx context.Context, isClient bool, id quicgo.ConnectionID) qlogwriter.Trace {
	m := &monitor{ledger: newLedger(isClient, s.conf.Fast)}
	m.listeners = []listener{m.ledger, &m.limit}
	if s.tracer != nil {
		if trace := s.tracer(ctx, isClient, id); trace != nil {
			m.file = trace.AddProducer()
		}
	}
	if a, ok := ctx.Value(attemptKey{}).(*attempt); ok {
		a.monitor.Store(m)
	}
	if s.conf.Fast && m.file == nil {
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
	for _, l := range m.listeners {
		l.hear(e)
	}
	if m.file != nil {
		m.file.RecordEvent(e)
	}
}

// Close implements qlogwriter.Recorder. quic-go calls it when the connection has ended.
func (m *monitor) Close() error {
	if m.file != nil {
		return m.file.Close()
	}
	return nil
}
