package quic

// This file lets people look into handles at a prompt: see native.Telling and native.Watched.

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hewq/native"
)

// Facts tells what is known of the connection, for people.
func (c *Conn) Facts() []native.Fact {
	if c == nil || c.ep == nil {
		return nil
	}
	f := c.Known()
	facts := factLines{}
	role := "server: the peer has dialled"
	if f.Client {
		role = "client: this side has dialled"
	}
	facts.add("name", "%s, %s", f.Name, role)
	facts.add("addresses", "%s here, %s there", f.Local, f.Remote)
	if f.PathChanges > 0 {
		facts.add("path", "changed %s", timesText(f.PathChanges))
	}
	facts.add("version", "QUIC %s", cmp.Or(f.Version, "not known"))
	facts.add("protocol", "%s", cmp.Or(f.ALPN, "none (ALPN)"))
	facts.add("cipher", "%s", cmp.Or(f.Cipher, "not known"))
	facts.add("server name", "%s", cmp.Or(f.ServerName, "none (SNI)"))
	if f.Certificate != nil {
		facts.add("certificate", "%v", f.Certificate)
	}
	if f.Trust != "" {
		facts.add("trust", "%s", f.Trust)
	}
	facts.add("handshake", "%s", f.Steps)
	facts.add("lasted", "%s", lasting(f.Lasted))
	rtt := "not known"
	if f.SmoothedRTT > 0 {
		rtt = fmt.Sprintf("min %s, smoothed %s, latest %s", lasting(f.MinRTT), lasting(f.SmoothedRTT), lasting(f.LatestRTT))
	}
	facts.add("rtt", "%s", rtt)
	facts.add("sent", "%s", trafficText(f.PacketsSent, f.BytesSent))
	facts.add("received", "%s", trafficText(f.PacketsReceived, f.BytesReceived))
	facts.add("lost", "%s, %s", counted(int64(f.PacketsLost), "packet"), counted(int64(f.ProbeTimeouts), "probe timeout"))
	streams := fmt.Sprintf("%d opened by this side, %d accepted", f.Opened, f.Accepted)
	if f.Waiting > 0 {
		streams += fmt.Sprintf(", %d to accept", f.Waiting)
	}
	facts.add("streams", "%s", streams)
	for _, s := range f.Streams {
		facts.add(fmt.Sprintf("stream %d", s.ID), "%s", s)
	}
	if f.Unacknowledged != "" {
		facts.add("unacked", "%s", f.Unacknowledged)
	}
	facts.add("end", "%s", cmp.Or(f.End, "none: it is open"))
	return facts.all
}

// String tells the steps for people.
func (s Steps) String() string {
	parts := []string{}
	for _, p := range []struct {
		name string
		at   time.Duration
	}{{"answered", s.Answered}, {"complete", s.Complete}, {"confirmed", s.Confirmed}} {
		if p.at > 0 {
			parts = append(parts, p.name+" after "+lasting(p.at))
		}
	}
	return cmp.Or(strings.Join(parts, ", "), "complete, at times that are not known")
}

// String tells the facts for people, in one line without the number.
func (f StreamFacts) String() string {
	by := "opened by the peer"
	if f.Own {
		by = "opened by this side"
	}
	text := fmt.Sprintf("%s; sending %s, %d B sent; receiving %s, %d B received", by, f.Sending, f.Sent, f.Receiving, f.Received)
	if f.Unread > 0 {
		text += fmt.Sprintf(", %d B to receive", f.Unread)
	}
	if f.LastError != "" {
		text += "; last error: " + f.LastError
	}
	return text
}

// Facts tells what is known of the stream, for people.
func (s *Stream) Facts() []native.Fact {
	if s == nil || s.conn == nil {
		return nil
	}
	f, facts := s.Known(), factLines{}
	by := "the peer"
	if f.Own {
		by = "this side"
	}
	facts.add("number", "%d, opened by %s of %s", f.ID, by, s.conn.history.name)
	facts.add("sending", "%s, %d B sent", f.Sending, f.Sent)
	facts.add("receiving", "%s, %d B received, %d B to receive", f.Receiving, f.Received, f.Unread)
	facts.add("last error", "%s", cmp.Or(f.LastError, "none"))
	return facts.all
}

// Facts tells what is known of the endpoint, for people.
func (ep *Endpoint) Facts() []native.Fact {
	if ep == nil || ep.stack == nil {
		return nil
	}
	facts := factLines{}
	ep.mu.Lock()
	accepted, failed, lastFail, lastError := ep.accepted, ep.failed, ep.lastFail, ep.lastError
	ep.mu.Unlock()
	facts.add("address", "%s", ep.address())
	if ep.server != nil {
		facts.add("role", "server: it accepts connections")
		if c := presentedBy(ep.server); c != nil {
			facts.add("certificate", "%v", c)
		}
		facts.add("accepted", "%s, %d to accept", counted(accepted, "connection"), ep.arrivals.len())
		facts.add("failed", "%s", counted(failed, "handshake"))
		if failed > 0 {
			facts.add("last failure", "%s", lastFail)
		}
	} else {
		trust := "servers whose certificate `new_client_with_ca` was given, or one that signed it"
		if ep.client.InsecureSkipVerify {
			trust = "any server (`new_client`)"
		}
		facts.add("role", "client: it dials")
		facts.add("trusts", "%s", trust)
	}
	protocols := "any, or none"
	if ep.server == nil {
		protocols = "none"
	}
	facts.add("protocols", "%s", cmp.Or(strings.Join(ep.client.NextProtos, ", "), protocols))
	var names []string
	for _, c := range ep.inOrder() {
		names = append(names, c.history.name)
	}
	facts.add("connections", "%s", cmp.Or(strings.Join(names, " "), "none"))
	facts.add("last error", "%s", cmp.Or(lastError, "none"))
	return facts.all
}

// address is that of the socket, also when it is closed.
func (ep *Endpoint) address() string { return ep.localAddr(nil) }

// noteFailure counts a handshake of a client that has failed.
func (ep *Endpoint) noteFailure(a *attempt, cause error) {
	m := a.monitor.Load()
	if m == nil {
		return
	}
	f := m.history.known()
	ep.mu.Lock()
	defer ep.mu.Unlock()
	ep.failed++
	ep.lastFail = f.Remote + ": " + endText(cause, false)
}

// inOrder are the open connections in the order in which they began.
func (ep *Endpoint) inOrder() []*Conn {
	all := ep.connections()
	slices.SortFunc(all, func(a, b *Conn) int { return a.history.began.Compare(b.history.began) })
	return all
}

// handles are all endpoints, connections and streams that are open.
func (s *Stack) handles() []native.Live {
	s.mu.Lock()
	var eps []*Endpoint
	for ep := range s.endpoints {
		eps = append(eps, ep)
	}
	s.mu.Unlock()
	slices.SortFunc(eps, func(a, b *Endpoint) int { return a.made.Compare(b.made) })
	var all []native.Live
	for _, ep := range eps {
		all = append(all, native.Live{Handle: ep})
		for _, c := range ep.inOrder() {
			all = append(all, native.Live{Handle: c, Name: c.history.name, Depth: 1})
			for _, st := range c.held.all() {
				if !st.Over() {
					all = append(all, native.Live{Handle: st, Depth: 2})
				}
			}
		}
	}
	return all
}

// Why a connection cannot be watched.
var (
	errNotOpen = errors.New("the connection has ended: nothing more happens on it")
	errDeaf    = errors.New("nothing is told of connections with " + envDelivery + "=fast, unless --trace-quic was given")
)

// Watch implements native.Watched.
func (c *Conn) Watch(tell func(line string)) (name string, stop func(), err error) {
	qc := c.asked()
	if qc == nil || qc.Context().Err() != nil {
		return "", nil, errNotOpen
	}
	if monitored(qc).deaf {
		return "", nil, errDeaf
	}
	f := newFollower(c.ep.stack, c.history, tell)
	f.from = qc.ConnectionStats()
	f.rtt = roundTrips{min: f.from.MinRTT, smoothed: f.from.SmoothedRTT, told: f.from.SmoothedRTT, last: time.Now()}
	for _, s := range c.held.all() {
		f.streams.there(s.id)
	}
	c.mu.Lock()
	f.streams.opened, f.streams.by = c.opened, c.accepted
	c.mu.Unlock()
	remove := monitored(qc).watch(f)
	return c.history.name, func() {
		remove()
		f.mu.Lock()
		f.over = true
		f.mu.Unlock()
	}, nil
}

// A factLines collects facts.
type factLines struct{ all []native.Fact }

func (l *factLines) add(name, format string, args ...any) {
	l.all = append(l.all, native.Fact{Name: name, Text: fmt.Sprintf(format, args...)})
}

// Name is the address of the endpoint.
func (ep *Endpoint) Name() string {
	if ep == nil || ep.stack == nil {
		return ""
	}
	return ep.address()
}

// Name is c1 for the first connection of the program, c2 for the next, as traces have it.
func (c *Conn) Name() string {
	if c == nil || c.history == nil {
		return ""
	}
	return c.history.name
}

// Name is the number of the stream, with its connection.
func (s *Stream) Name() string {
	if s == nil || s.conn == nil {
		return ""
	}
	return fmt.Sprintf("stream %d of %s", s.id, s.conn.Name())
}
