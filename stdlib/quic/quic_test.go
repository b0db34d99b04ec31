package quic

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"hewq/lang/value"
	"hewq/native"
)

var (
	externs  = regexp.MustCompile(`(?m)^    fn (hew_quic_\w+)\((.*)\)(?: -> (\w+))?;$`)
	hewTypes = map[string]reflect.Type{
		"":               nil,
		"string":         reflect.TypeFor[string](),
		"bytes":          reflect.TypeFor[[]byte](),
		"i32":            reflect.TypeFor[int32](),
		"i64":            reflect.TypeFor[int64](),
		"bool":           reflect.TypeFor[bool](),
		"QUICEndpoint":   reflect.TypeFor[*Endpoint](),
		"QUICConnection": reflect.TypeFor[*Conn](),
		"QUICStream":     reflect.TypeFor[*Stream](),
		"QUICEvent":      reflect.TypeFor[*Event](),
	}
)

func TestStubAgreesWithTable(t *testing.T) {
	declared := map[string]bool{}
	stub, err := os.ReadFile("quic.hew")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range externs.FindAllStringSubmatch(string(stub), -1) {
		name, params, result := m[1], m[2], m[3]
		declared[name] = true
		b, ok := Module.Funcs()[name]
		if !ok {
			t.Errorf("%s is not in the table", name)
			continue
		}
		var want []reflect.Type
		for p := range strings.SplitSeq(params, ", ") {
			if _, hew, ok := strings.Cut(p, ": "); ok {
				want = append(want, hewTypes[hew])
			}
		}
		if len(b.Params) != len(want) || len(want) > 0 && !reflect.DeepEqual(b.Params, want) {
			t.Errorf("%s takes %v, declared %v", name, b.Params, want)
		}
		if b.Result != hewTypes[result] {
			t.Errorf("%s returns %v, declared %s", name, b.Result, result)
		}
	}
	for name := range Module.Funcs() {
		if !declared[name] {
			t.Errorf("%s is not in the stub", name)
		}
	}
}

// A script calls natives as an actor of a program.
type script struct {
	t    *testing.T
	call native.Call
}

func newScript(t *testing.T, env *native.Env) *script {
	return &script{t, native.Call{Context: testContext(t), Actor: &native.Actor{}, Env: env}}
}

func newProgram(t *testing.T, env map[string]string) *native.Env {
	e := &native.Env{Lookup: environment(env)}
	ctx := testContext(t)
	t.Cleanup(func() { e.End(native.Ending{Context: ctx, Hurry: ctx}) })
	return e
}

func (s *script) do(name string, args ...value.Value) value.Value {
	s.t.Helper()
	v, err := s.try(name, args...)
	if err != nil {
		s.t.Fatalf("%s: %v", name, err)
	}
	return v
}

func (s *script) try(name string, args ...value.Value) (value.Value, error) {
	s.t.Helper()
	b, ok := Module.Funcs()["hew_quic_"+name]
	if !ok {
		s.t.Fatalf("no native hew_quic_%s", name)
	}
	c := s.call
	c.Args = args
	return b.Call(&c)
}

// isNone tells whether a handle is a zero value.
func isNone(h *value.Handle) bool { return h == nil || strings.HasSuffix(fmt.Sprint(h.Go), ", none") }

func (s *script) wantStatus(want int32, name string, args ...value.Value) {
	s.t.Helper()
	if got := s.do(name, args...).Int(); got != int64(want) {
		s.t.Errorf("%s: status %d, want %d", name, got, want)
	}
}

func TestNatives(t *testing.T) {
	env := newProgram(t, nil)
	s := newScript(t, env)
	str := value.String
	srv := s.do("new_server", str("127.0.0.1:0"))
	cl := s.do("new_client")
	conn := s.do("endpoint_connect", cl, s.do("endpoint_local_addr", srv), str("localhost"))
	peer := s.do("endpoint_accept", srv)
	a := s.do("conn_open_stream", conn)
	s.wantStatus(statusOK, "stream_send", a, value.FromBytes(&value.Bytes{B: []byte("one ")}))
	s.wantStatus(statusOK, "stream_send_string", a, str("tw\xc3\xb6"))
	b := s.do("conn_accept_stream", peer)
	var got string
	for len(got) < len("one twö") {
		got += s.do("stream_recv_string", b).Str()
	}
	if got != "one twö" {
		t.Errorf("received %q", got)
	}

	s.do("stream_recv_timeout", b, value.Int(1))
	s.wantStatus(statusTimedOut, "stream_recv_status")
	s.wantStatus(statusOK, "stream_send_timeout", b, value.FromBytes(&value.Bytes{B: []byte("\xff")}), value.Int(1<<62))
	if got := s.do("stream_recv_string", a).Str(); got != "\uFFFD" {
		t.Errorf("received %q, want U+FFFD", got)
	}
	s.wantStatus(statusOK, "stream_finish", a)
	s.wantStatus(statusFailed, "stream_finish", a)
	if got := s.do("stream_recv_timeout", b, value.Int(0)).Bytes().B; len(got) > 0 {
		t.Errorf("received %q, want the end", got)
	}
	s.wantStatus(statusOK, "stream_recv_status")
	s.wantStatus(statusOK, "stream_stop", b, value.Int(3))
	s.wantStatus(statusFailed, "stream_stop", b, value.Int(-3))
	e := s.do("conn_on_event", conn)
	s.wantStatus(int32(StreamOpened), "event_kind", e)
	s.do("event_free", e)
	s.wantStatus(-1, "event_kind", e)
	s.wantStatus(int32(Connected), "event_kind", s.do("endpoint_on_event", srv))
	s.do("stream_close", a)
	s.wantStatus(statusOK, "conn_disconnect", conn)
	s.wantStatus(statusFailed, "conn_disconnect", conn)
	if !s.do("conn_is_closed", conn).Bool() {
		t.Error("a disconnected connection is open")
	}
	s.do("endpoint_close", cl)
	if got := s.do("endpoint_local_addr", cl).Str(); got != "" {
		t.Errorf("a closed endpoint has the address %s", got)
	}
}

func TestNativesWithZeroValues(t *testing.T) {
	s := newScript(t, newProgram(t, nil))
	var none value.Value
	if h := s.do("endpoint_connect", none, value.String(":1"), value.String("x")).Handle(); !isNone(h) {
		t.Errorf("connect gave %v", h.Go)
	}
	s.wantStatus(-1, "event_kind", s.do("conn_on_event", none))
	s.wantStatus(-1, "conn_rtt_ms", none)
	s.wantStatus(statusFailed, "stream_send", none, value.FromBytes(&value.Bytes{}))
	if got := s.do("stream_recv_string", none).Str(); got != "" {
		t.Errorf("received %q", got)
	}
}

func TestLastErrorIsTheActors(t *testing.T) {
	env := newProgram(t, nil)
	one, two := newScript(t, env), newScript(t, env)
	last := func(s *script) string { return s.do("last_error").Str() }
	if h := one.do("new_server", value.String("")).Handle(); !isNone(h) {
		t.Errorf("a server without an address: %v", h.Go)
	}
	if got, want := last(one), "invalid bind address"; got != want {
		t.Errorf("last error %q, want %q", got, want)
	}
	if got := last(two); got != "" {
		t.Errorf("the other actor's last error %q, want none", got)
	}
	cl := one.do("new_client")
	if got := last(one); got != "" {
		t.Errorf("last error after success %q, want none", got)
	}
	one.do("endpoint_connect", cl, value.String("nowhere"), value.String("x"))
	want := "could not resolve connect address `nowhere`: parse failure: missing port separator"
	if got := last(one); got != want {
		t.Errorf("last error %q, want %q", got, want)
	}
	one.do("endpoint_connect", cl, value.String(":1"), value.String(""))
	if got := last(one); got != want {
		t.Errorf("last error %q, want %q still", got, want)
	}
}

func TestBadSettingsFailConstructors(t *testing.T) {
	s := newScript(t, newProgram(t, map[string]string{envKeepAlive: "often"}))
	if h := s.do("new_client").Handle(); !isNone(h) {
		t.Errorf("a client: %v", h.Go)
	}
	if got, want := s.do("last_error").Str(), `HEWQ_QUIC_KEEP_ALIVE is "often": want a duration such as 10s`; got != want {
		t.Errorf("last error %q, want %q", got, want)
	}
}

func TestInterruptedNative(t *testing.T) {
	s := newScript(t, newProgram(t, nil))
	srv := s.do("new_server", value.String("127.0.0.1:0"))
	ctx, cancel := context.WithCancel(s.call.Context)
	s.call.Context = ctx
	cancel()
	for _, name := range []string{"endpoint_accept", "endpoint_on_event"} {
		if _, err := s.try(name, srv); err != context.Canceled {
			t.Errorf("%s: %v, want %v", name, err, context.Canceled)
		}
	}
}

func TestProgramEndClosesAll(t *testing.T) {
	env := newProgram(t, nil)
	s := newScript(t, env)
	srv := s.do("new_server", value.String("127.0.0.1:0"))
	cl := s.do("new_client")
	conn := s.do("endpoint_connect", cl, s.do("endpoint_local_addr", srv), value.String("localhost"))
	env.End(native.Ending{Context: testContext(t), Hurry: testContext(t)})
	if !s.do("conn_is_closed", conn).Bool() || s.do("endpoint_local_addr", srv).Str() != "" {
		t.Error("something is open after the program's end")
	}
}
