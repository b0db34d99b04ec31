package quic

import (
	"context"
	"crypto/tls"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	quicgo "github.com/quic-go/quic-go"

	"hewq/lang/source"
	"hewq/lang/value"
	"hewq/native"
)

// script.hew stands for the source of scripts here; each call is at a line of its own.
var lines = source.New("script.hew", strings.Repeat("x\n", 99))

// line moves the script to a line.
func (s *script) line(n int) {
	start := lines.LineStart(n)
	s.call.Site = source.Span{File: lines, Start: start, End: start + 1}
}

// wantReport compares what people are told in the end.
func (s *script) wantReport(want string) {
	s.t.Helper()
	if got := s.call.Env.Failures.Report(); got != want {
		s.t.Errorf("people are told\n%s\nwant\n%s", got, want)
	}
}

// A peer is a server on quic-go alone.
func peer(t *testing.T, change func(*tls.Config, *quicgo.Config), serve func(*quicgo.Conn)) (addr string) {
	t.Helper()
	cert, err := selfSigned()
	if err != nil {
		t.Fatal(err)
	}
	conf, quicConf := Config{}.serverTLS(cert), &quicgo.Config{}
	change(conf, quicConf)
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	transport := &quicgo.Transport{Conn: socket}
	l, err := transport.Listen(conf, quicConf)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := l.Accept(context.Background())
			if err != nil {
				return
			}
			serve(conn)
			defer conn.CloseWithError(0, "")
		}
	}()
	t.Cleanup(func() {
		_ = l.Close()
		<-ended
		_ = transport.Close()
		_ = socket.Close()
	})
	return socket.LocalAddr().String()
}

func unchanged(*tls.Config, *quicgo.Config) {}

// connected is the script with a connection to addr.
func connected(t *testing.T, addr string, env map[string]string) (*script, value.Value) {
	t.Helper()
	s := newScript(t, newProgram(t, env))
	return s, s.do("endpoint_connect", s.do("new_client"), value.String(addr), value.String("localhost"))
}

// A script that looks at bytes alone cannot tell these ends of a connection from the end of an
// answer: people are told of those that are failures.
func TestEndsByThePeer(t *testing.T) {
	cases := []struct {
		name       string
		alert      tls.AlertError // with which the server answers the client's last word of the handshake; 0 for none
		code       quicgo.ApplicationErrorCode
		reason     string
		text, told string
	}{
		{
			name: "a code and a reason", code: 42, reason: "maintenance",
			text: "closed by peer: maintenance (code 42)",
			told: "script.hew:7:1: note: `recv_string` failed: closed by peer: maintenance (code 42)\n" +
				"help: the peer has ended the connection with the code 42 of its own: the meaning is in the peer's documentation\n",
		},
		{
			name: "a code alone", code: 7,
			text: "closed by peer: 7",
			told: "script.hew:7:1: note: `recv_string` failed: closed by peer: 7\n" +
				"help: the peer has ended the connection with the code 7 of its own: the meaning is in the peer's documentation\n",
		},
		{name: "no error", code: 0, reason: "done", text: "closed by peer: done (code 0)"},
		{name: "no error in HTTP/3", code: 0x100, text: "closed by peer: 256"},
		{
			name: "a certificate is demanded", alert: 116,
			text: "aborted by peer: the cryptographic handshake failed: error 116: tls: certificate required",
			told: "script.hew:7:1: note: `recv_string` failed: aborted by peer: the cryptographic handshake failed: error 116: tls: certificate required\n" +
				"help: the server demands a certificate of its clients, and hewq has none to show\n",
		},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			sent := make(chan struct{})
			open := sync.OnceFunc(func() { close(sent) })
			addr := peer(t, func(conf *tls.Config, _ *quicgo.Config) {
				if tc.alert == 0 {
					return
				}
				conf.ClientAuth = tls.RequestClientCert
				conf.VerifyConnection = func(tls.ConnectionState) error {
					<-sent // the client's part of the handshake is over
					return tc.alert
				}
			}, func(c *quicgo.Conn) {
				if _, err := c.AcceptStream(context.Background()); err == nil {
					<-sent
					_ = c.CloseWithError(tc.code, tc.reason)
				}
			})
			t.Cleanup(open)
			s, conn := connected(t, addr, nil)
			strm := s.do("conn_open_stream", conn)
			s.wantStatus(statusOK, "stream_send_string", strm, value.String("?"))
			open()
			s.line(7)
			if got := s.do("stream_recv_string", strm).Str(); got != "" {
				t.Errorf("received %q", got)
			}
			s.wantReport(tc.told)
			if got := s.do("conn_last_error", conn).Str(); got != tc.text {
				t.Errorf("last error %q, want %q", got, tc.text)
			}
		})
	}
}

func TestLooks(t *testing.T) {
	const told = "script.hew:7:1: note: `open_stream` failed: closed by peer: 9\n" +
		"help: the peer has ended the connection with the code 9 of its own: the meaning is in the peer's documentation\n"
	connected := make(chan struct{})
	addr := peer(t, unchanged, func(c *quicgo.Conn) {
		select {
		case <-connected:
			_ = c.CloseWithError(9, "")
		case <-c.Context().Done():
		}
	})
	cases := []struct {
		name string
		look func(s *script, ep, conn, none value.Value)
		want string
	}{
		{"none", func(*script, value.Value, value.Value, value.Value) {}, told},
		{"at the connection", func(s *script, _, conn, _ value.Value) { s.do("conn_last_error", conn) }, ""},
		{"at its endpoint", func(s *script, ep, _, _ value.Value) { s.do("endpoint_last_error", ep) }, ""},
		{"at the zero value", func(s *script, _, _, none value.Value) { s.do("stream_last_error", none) }, ""},
		{"at an event", func(s *script, _, conn, _ value.Value) { s.do("conn_on_event", conn) }, ""},
		{"at the wrong place", func(s *script, _, _, _ value.Value) { s.do("last_error") }, told},
		{"at another endpoint", func(s *script, _, _, _ value.Value) { s.do("endpoint_last_error", s.do("new_client")) }, told},
		{"at its address", func(s *script, _, conn, _ value.Value) { s.do("conn_peer_addr", conn) }, told},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			s := newScript(t, newProgram(t, nil))
			ep := s.do("new_client")
			conn := s.do("endpoint_connect", ep, value.String(addr), value.String("localhost"))
			connected <- struct{}{}
			<-conn.Handle().Go.(*Conn).over
			s.line(7)
			none := s.do("conn_open_stream", conn)
			tc.look(s, ep, conn, none)
			s.wantReport(tc.want)
		})
	}
}

// A constructor's reason is that of the module, and of the actor that called it.
func TestLookAtTheModule(t *testing.T) {
	env := newProgram(t, nil)
	one, two := newScript(t, env), newScript(t, env)
	one.line(1)
	none := one.do("new_server", value.String("nowhere"))
	two.do("last_error")
	one.do("endpoint_last_error", none) // it is empty
	one.wantReport("script.hew:1:1: note: `new_server(\"nowhere\")` failed: could not resolve bind address `nowhere`: parse failure: missing port separator\n" +
		"help: an address is \"HOST:PORT\", such as \"127.0.0.1:4433\", or \":PORT\"\n")
	one.do("new_server", value.String("nowhere"))
	one.do("last_error")
	one.wantReport("")
}

// Results tell of failures themselves: the evaluator knows whether the script looks at them.
func TestResultsArePendingWhenThrownAway(t *testing.T) {
	s := newScript(t, newProgram(t, nil))
	srv := s.do("new_server", value.String("127.0.0.1:0"))
	conn := s.do("endpoint_connect", s.do("new_client"), s.do("endpoint_local_addr", srv), value.String("localhost"))
	strm := s.do("conn_open_stream", conn)
	s.wantStatus(statusOK, "stream_finish", strm)
	s.line(3)
	s.wantStatus(statusFailed, "stream_finish", strm)
	s.wantReport("")
	s.call.Env.Pending(s.call.Actor.Failure)
	s.wantReport("script.hew:3:1: note: `finish` failed: closed stream\nhelp: nothing can be sent after `finish` or `stop`\n")

	s.do("stream_close", strm)
	s.wantStatus(statusFailed, "stream_finish", strm)
	if f := s.call.Actor.Failure; f != nil {
		t.Errorf("to finish a closed stream is a failure: %s", f.Text)
	}
	s.wantStatus(statusFailed, "stream_send_string", strm, value.String("lost"))
	if f := s.call.Actor.Failure; f == nil {
		t.Error("to send on a closed stream is no failure")
	}
}

func TestNotesOff(t *testing.T) {
	var stderr strings.Builder
	env := newProgram(t, map[string]string{envNotes: "off"})
	env.Stderr = &stderr
	s := newScript(t, env)
	none := s.do("new_server", value.String("nowhere"))
	for range 3 {
		s.line(2)
		s.do("endpoint_accept", none)
		s.do("stream_send_string", value.Value{}, value.String("lost"))
	}
	if f := s.call.Actor.Failure; f != nil {
		t.Errorf("a failure is kept: %s", f.Text)
	}
	s.wantReport("")
	if stderr.Len() > 0 {
		t.Errorf("people are told %q", &stderr)
	}
}

// The limit of the peer has a name when a stream waits for it.
func TestStreamLimit(t *testing.T) {
	cases := []struct {
		allowed int64
		streams int
		want    string
	}{
		{-1, 0, "timed out: the peer allows no streams"},
		{1, 1, "timed out: the peer allows 1 stream at once, and it is open"},
		{3, 3, "timed out: the peer allows 3 streams at once, and all are open"},
	}
	for _, tc := range cases {
		t.Run(tc.want, func(t *testing.T) {
			t.Parallel()
			addr := peer(t, func(_ *tls.Config, c *quicgo.Config) { c.MaxIncomingStreams = tc.allowed }, func(*quicgo.Conn) {})
			s, conn := connected(t, addr, map[string]string{envIdleTimeout: "1s"})
			for range tc.streams {
				s.do("conn_open_stream", conn)
			}
			s.line(5)
			if strm := s.do("conn_open_stream", conn).Handle(); !isNone(strm) {
				t.Errorf("opened %v", strm.Go)
			}
			s.wantReport("script.hew:5:1: note: `open_stream` failed: " + tc.want + "\nhelp: " + limitHelp + "\n")
			if got := s.do("conn_last_error", conn).Str(); got != tc.want {
				t.Errorf("last error %q, want %q", got, tc.want)
			}
		})
	}
}

// Where the connection is kept alive it waits for ever: people are told meanwhile, and once.
func TestStreamLimitWithKeepAlive(t *testing.T) {
	addr := peer(t, func(_ *tls.Config, c *quicgo.Config) { c.MaxIncomingStreams = 1 }, func(*quicgo.Conn) {})
	env := newProgram(t, map[string]string{envKeepAlive: "10s"})
	said := make(chan string, 1)
	env.Stderr = writerFunc(func(b []byte) { said <- string(b) })
	s := newScript(t, env)
	native.State(env, ofProgram).stack.patience = time.Millisecond
	conn := s.do("endpoint_connect", s.do("new_client"), value.String(addr), value.String("localhost"))
	s.do("conn_open_stream", conn)
	s.line(5)
	ctx, cancel := context.WithCancel(s.call.Context)
	s.call.Context = ctx
	go func() {
		want := "script.hew:5:1: note: `open_stream` waits: the peer allows 1 stream at once, and it is open\nhelp: " + limitHelp + "\n"
		if got := <-said; got != want {
			t.Errorf("people are told %q, want %q", got, want)
		}
		cancel()
	}()
	if _, err := s.try("conn_open_stream", conn); err != context.Canceled {
		t.Errorf("open_stream: %v, want %v", err, context.Canceled)
	}
	s.wantReport("")
}

type writerFunc func([]byte)

func (f writerFunc) Write(b []byte) (int, error) {
	f(b)
	return len(b), nil
}

// A server that has other versions says which (RFC 8999, section 6).
func TestVersions(t *testing.T) {
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.Close() })
	go func() {
		packet := make([]byte, 2000)
		for {
			n, from, err := socket.ReadFrom(packet)
			if err != nil {
				return
			}
			if n < 7 || packet[0]&0x80 == 0 {
				continue
			}
			to, rest := packet[6:6+packet[5]], packet[6+packet[5]:]
			by := rest[1 : 1+rest[0]]
			answer := []byte{0xc0, 0, 0, 0, 0, byte(len(by))}
			answer = append(append(append(answer, by...), byte(len(to))), to...)
			answer = append(answer, 0x1a, 0x2a, 0x3a, 0x4a, 0xff, 0, 0, 0x1d, 'Q', '0', '4', '6')
			_, _ = socket.WriteTo(answer, from)
		}
	}()
	s := newScript(t, newProgram(t, nil))
	ep := s.do("new_client")
	s.line(4)
	s.do("endpoint_connect", ep, value.String(socket.LocalAddr().String()), value.String("localhost"))
	const want = "peer doesn't implement any supported version: it has draft-29, gQUIC 46, hewq has v1, v2"
	s.wantReport("script.hew:4:1: note: `connect(\"" + socket.LocalAddr().String() + "\", \"localhost\")` failed: " + want + "\n" +
		"help: the two programs have no version of QUIC in common; hewq speaks those of RFC 9000 and RFC 9369\n")
	if got := s.do("endpoint_last_error", ep).Str(); got != want {
		t.Errorf("last error %q, want %q", got, want)
	}
}

// Data that was lost when nothing could return an Err is told all the same.
func TestLostAtTheEnd(t *testing.T) {
	s := newScript(t, newProgram(t, nil))
	srv := s.do("new_server", value.String("127.0.0.1:0"))
	ep := s.do("new_client")
	conn := s.do("endpoint_connect", ep, s.do("endpoint_local_addr", srv), value.String("localhost")).Handle().Go.(*Conn)
	p := native.State(s.call.Env, ofProgram)
	silent := &UndeliveredError{Lacks: "5 B of stream 0", Silent: 5 * time.Second}
	help := "help: " + advice("close", silent) + "\n"
	p.lost(s.call.Env, conn, silent)
	s.wantReport("note: the connection to " + conn.PeerAddr() + " was closed at the end of its actor or of the program: not delivered: 5 B of stream 0; the peer was silent for 5.0 s\n" + help)

	s.line(9)
	p.lost(s.call.Env, conn, silent)
	s.wantReport("")
	conn.loss = lossNote{}
	p.closing.Store(conn.ep, &native.Failure{Place: s.call.Site})
	p.lost(s.call.Env, conn, silent)
	s.wantReport("script.hew:9:1: note: `close` lost data: not delivered: 5 B of stream 0; the peer was silent for 5.0 s\n" + help)

	conn.loss = lossNote{}
	p.lost(s.call.Env, conn, &UndeliveredError{Lacks: "5 B of stream 0", Cause: &quicgo.ApplicationError{Remote: true, ErrorCode: 0x100}})
	s.wantReport("")

	conn.loss = lossNote{}
	p.stack.shut = append(p.stack.shut, conn.remote)
	p.lost(s.call.Env, conn, silent)
	s.wantReport("")
	s.do("endpoint_close", ep)
	s.wantReport("")
}

// What is no failure to tell of.
func TestHarmless(t *testing.T) {
	closed := func(remote bool, code quicgo.ApplicationErrorCode) error {
		return &quicgo.ApplicationError{Remote: remote, ErrorCode: code}
	}
	reset := func(remote bool, code quicgo.StreamErrorCode) error {
		return &quicgo.StreamError{Remote: remote, ErrorCode: code}
	}
	cases := []struct {
		call string
		err  error
		want bool
	}{
		{"recv", closed(true, 0), true},
		{"recv", closed(true, 0x100), true},
		{"recv", closed(true, 1), false},
		{"recv", closed(false, 1), true},
		{"recv", reset(true, 0), false}, // half an answer
		{"recv", reset(false, 0), true},
		{"send", reset(true, 0), true}, // the peer wants no more
		{"send", reset(true, 3), false},
		{"finish", reset(true, 0x100), true},
		{"recv", &quicgo.TransportError{Remote: true}, true}, // NO_ERROR, as browsers close
		{"recv", &quicgo.TransportError{Remote: true, ErrorCode: quicgo.ProtocolViolation}, false},
		{"recv", &quicgo.IdleTimeoutError{}, false},
		{"recv", &quicgo.StatelessResetError{}, false},
		{"recv", errHandleClosing, true},
		{"accept", errEndpointGone, true},
		{"accept", errNotListening, false},
		{"accept", errNone, true},
		{"send", errNone, false},
		{`connect("127.0.0.1:1", "localhost")`, errNone, false},
		{"send_string", errClosedStream, false},
		{"disconnect", errNone, true},
		{"disconnect", &UndeliveredError{Cause: closed(true, 0x100)}, true},
		{"disconnect", &UndeliveredError{Cause: closed(true, 3)}, false},
		{"disconnect", &UndeliveredError{}, false},
		{"connect", &AddressError{Text: "no port"}, false},
	}
	for _, tc := range cases {
		if got := harmless(tc.call, tc.err); got != tc.want {
			t.Errorf("%s, %#v: %v, want %v", tc.call, tc.err, got, tc.want)
		}
	}
}

// Why a connection has ended is told once.
func TestWithoutCause(t *testing.T) {
	idle := &quicgo.IdleTimeoutError{}
	lost := &UndeliveredError{Lacks: "5 B of stream 0", Cause: idle}
	received := "note: " + explain("recv", "failed", idle)
	cases := []struct {
		name   string
		err    error
		before string
		want   string // the beginning
	}{
		{"told before", lost, received, "`disconnect` failed: not delivered: 5 B of stream 0\nhelp: "},
		{"not told before", lost, "", "`disconnect` failed: not delivered: 5 B of stream 0; timed out\nhelp: "},
		{"another reason", lost, "note: `recv` failed: stream reset by peer: error 7\n", "`disconnect` failed: not delivered: 5 B of stream 0; timed out\nhelp: "},
		{"no loss", idle, received, "`disconnect` failed: timed out\nhelp: "},
		{"still there", &UndeliveredError{Lacks: "5 B of stream 0"}, received, "`disconnect` failed: not delivered: 5 B of stream 0; the peer was silent for 0.0 s\nhelp: "},
	}
	for _, tc := range cases {
		if got := withoutCause(explain("disconnect", "failed", tc.err), tc.err, tc.before); !strings.HasPrefix(got, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

// A connection that dies with what was sent is told of, although no call has failed of it. A look at
// the connection is enough. A call that sees the end first tells of it instead: then it is tried again.
func TestDiesUnseen(t *testing.T) {
	for _, looks := range []bool{false, true} {
		got, want := "", "?"
		for range 50 {
			if got, want = diesUnseen(t, looks); got == want {
				break
			}
		}
		if got != want {
			t.Errorf("people are told\n%s\nwant\n%s", got, want)
		}
	}
}

// diesUnseen gives what people are told of a connection that dies with what was sent, and should be.
func diesUnseen(t *testing.T, looks bool) (got, want string) {
	demanding := func(conf *tls.Config, _ *quicgo.Config) { conf.ClientAuth = tls.RequireAnyClientCert }
	addr := peer(t, demanding, func(*quicgo.Conn) {})
	s, conn := connected(t, addr, nil)
	strm := s.do("conn_open_stream", conn)
	s.do("conn_on_event", conn) // the stream
	if s.do("stream_send_string", strm, value.String("?")).Int() != int64(statusOK) {
		return "", "sent"
	}
	c := conn.Handle().Go.(*Conn)
	<-c.over
	want = "note: the connection to " + addr + " has ended: not delivered: stream 0: 0 of 1 bytes are acknowledged; " +
		"aborted by peer: the cryptographic handshake failed: error 116: tls: certificate required\n" +
		"help: the server demands a certificate of its clients, and hewq has none to show\n"
	if looks {
		s.do("conn_last_error", conn)
		want = ""
	}
	for len(c.ep.connections()) > 0 {
		runtime.Gosched()
	}
	return s.call.Env.Failures.Report(), want
}

// A call that fails because the connection has ended takes the place of the note about what the
// connection lost, even if both come at once.
func TestCallTellsInPlaceOfTheNote(t *testing.T) {
	s := newScript(t, newProgram(t, nil))
	srv := s.do("new_server", value.String("127.0.0.1:0"))
	conn := s.do("endpoint_connect", s.do("new_client"), s.do("endpoint_local_addr", srv), value.String("localhost")).Handle().Go.(*Conn)
	conn.close("")
	<-conn.over
	p := native.State(s.call.Env, ofProgram)
	lost := &UndeliveredError{Lacks: "5 B of stream 0", Cause: &quicgo.IdleTimeoutError{}}
	for range 2000 {
		conn.loss = lossNote{}
		var both sync.WaitGroup
		both.Go(func() { p.lost(s.call.Env, conn, lost) })
		both.Go(func() { tellsOfEnd(&s.call, conn) })
		both.Wait()
		if got := s.call.Env.Failures.Report(); got != "" {
			t.Fatalf("people are told\n%s", got)
		}
	}
}
