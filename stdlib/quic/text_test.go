package quic

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	quicgo "github.com/quic-go/quic-go"

	"hewq/lang/value"
)

// fedStream is a stream on which only what the test says arrives.
func fedStream() *Stream {
	s := &Stream{
		conn: &Conn{ep: &Endpoint{stack: &Stack{}}, events: newQueue[Kind](), ledger: newLedger(true, false)},
		gone: make(chan struct{}),
		kept: kept{turn: make(chan struct{}, 1)},
	}
	s.in.avail, s.in.room = make(chan struct{}, 1), make(chan struct{}, 1)
	s.flow = s.conn.ledger.follow(0)
	return s
}

func (s *Stream) arrives(data string) { s.put([]byte(data), nil) }

func (s *Stream) fails(err error) { s.put(nil, err) }

// mixed has characters of one to four bytes, and bytes that are no UTF-8 in each place where one
// can be.
const mixed = "aé日😀\xff\xe6\x97b\xf0\x9f\x98\x80\x80\xf0\x9f\xc3\xe0\x80\xed\xa0\x80\xc3"

// texts receives text until the end of the data.
func texts(t *testing.T, s *Stream) (all string) {
	t.Helper()
	for {
		data, err := s.RecvText(t.Context())
		if err != nil {
			t.Fatalf("RecvText after %q: %v", all, err)
		}
		if len(data) == 0 {
			return all
		}
		all += value.DecodeText(data)
	}
}

func TestTextInEverySplit(t *testing.T) {
	want := value.DecodeText([]byte(mixed))
	for i := range len(mixed) + 1 {
		for j := i; j <= len(mixed); j++ {
			s := fedStream()
			for _, piece := range []string{mixed[:i], mixed[i:j], mixed[j:]} {
				s.arrives(piece)
			}
			s.fails(io.EOF)
			if got := texts(t, s); got != want {
				t.Fatalf("% x, % x, % x arrive as %q, want %q", mixed[:i], mixed[i:j], mixed[j:], got, want)
			}
			if got := s.BytesReceived(); got != int64(len(mixed)) {
				t.Fatalf("received %d B, want %d", got, len(mixed))
			}
		}
	}
}

func TestTextByteByByte(t *testing.T) {
	s := fedStream()
	for i := range len(mixed) {
		s.arrives(mixed[i : i+1])
	}
	s.fails(io.EOF)
	if got, want := texts(t, s), value.DecodeText([]byte(mixed)); got != want {
		t.Errorf("arrives as %q, want %q", got, want)
	}
}

// Whichever receive comes next, it begins with the bytes that the one before has kept.
func TestTextAndBytesInTurn(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		s := fedStream()
		for rest := mixed; rest != ""; {
			n := 1 + random.IntN(min(4, len(rest)))
			s.arrives(rest[:n])
			rest = rest[n:]
		}
		s.fails(io.EOF)
		var got []byte
		for ended := false; !ended; {
			var data []byte
			var err error
			switch random.IntN(3) {
			case 0:
				data, err = s.Recv(t.Context(), 0)
			case 1:
				data, err = s.Recv(t.Context(), time.Hour)
			case 2:
				data, err = s.RecvText(t.Context())
			}
			must(t, "receive", err)
			got = append(got, data...)
			ended = len(data) == 0
		}
		if string(got) != mixed {
			t.Fatalf("seed %d: got % x, want % x", seed, got, mixed)
		}
		if n := s.BytesReceived(); n != int64(len(mixed)) {
			t.Fatalf("seed %d: received %d B, want %d", seed, n, len(mixed))
		}
	}
}

func TestTextWaitsForWholeCharacters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fedStream()
		var got string
		var err error
		var receiving sync.WaitGroup
		receiving.Go(func() {
			var data []byte
			data, err = s.RecvText(t.Context())
			got = string(data)
		})
		for i, piece := range []string{"\xf0", "\x9f", "\x98"} {
			s.arrives(piece)
			synctest.Wait()
			if got != "" || err != nil || s.BytesReceived() != int64(i+1) {
				t.Fatalf("after %d bytes: %q, %v, received %d", i+1, got, err, s.BytesReceived())
			}
		}
		s.arrives("\x80!")
		receiving.Wait()
		if got != "😀!" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	})
}

// A byte that cannot be UTF-8 is told of at once: more bytes would not mend it.
func TestBrokenTextDoesNotWait(t *testing.T) {
	for _, text := range []string{"\xff", "\x80", "\xc0", "\xe6\xff", "\xe0\x80", "\xf0\x9f\x20", "\xf5"} {
		s := fedStream()
		s.arrives(text)
		if data, err := s.RecvText(t.Context()); string(data) != text || err != nil {
			t.Errorf("got % x, %v, want % x", data, err, text)
		}
	}
}

func TestEndsCutCharacters(t *testing.T) {
	reset := &quicgo.StreamError{ErrorCode: 7, Remote: true}
	recvText := (*Stream).RecvText
	recv := func(s *Stream, ctx context.Context) ([]byte, error) { return s.Recv(ctx, 0) }
	cases := []struct {
		name  string
		first func(*Stream, context.Context) ([]byte, error)
		then  func(*Stream, context.Context) ([]byte, error)
		end   error
		err   error
		text  string // of last_error
	}{
		{"end", recvText, recvText, io.EOF, nil, ""},
		{"end, seen by recv", recvText, recv, io.EOF, nil, ""},
		{"reset", recvText, recvText, reset, reset, "stream reset by peer: error 7"},
		{"reset, seen by recv", recvText, recv, reset, reset, "stream reset by peer: error 7"},
		{"loss", recvText, recvText, os.ErrClosed, os.ErrClosed, textLost},
		{"loss, seen by recv", recvText, recv, os.ErrClosed, os.ErrClosed, textLost},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			ctx, s := t.Context(), fedStream()
			s.arrives("a\xe6\x97")
			s.fails(tc.end)
			if data, err := s.RecvText(ctx); string(data) != "a" || err != nil {
				t.Fatalf("got %q, %v, want %q", data, err, "a")
			}
			data, err := tc.first(s, ctx)
			if value.DecodeText(data) != "\uFFFD" || err != nil || s.LastError() != "" || s.RecvClosed() {
				t.Errorf("got %q, %v, last error %q, ended %v", data, err, s.LastError(), s.RecvClosed())
			}
			data, err = tc.then(s, ctx)
			if len(data) != 0 || !errors.Is(err, tc.err) || s.LastError() != tc.text {
				t.Errorf("got %q, %v, last error %q, want %v, %q", data, err, s.LastError(), tc.err, tc.text)
			}
			if got, want := s.RecvClosed(), tc.err == nil; got != want {
				t.Errorf("ended %v, want %v", got, want)
			}
			if s.BytesReceived() != 3 {
				t.Errorf("received %d B, want 3", s.BytesReceived())
			}
		})
	}
}

// What a call has kept when its wait ends is there for the next call, of either kind.
func TestInterruptedTextIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fedStream()
		interrupted := func(piece string) {
			t.Helper()
			ctx, cancel := context.WithCancel(t.Context())
			var receiving sync.WaitGroup
			receiving.Go(func() {
				if data, err := s.RecvText(ctx); len(data) != 0 || !errors.Is(err, context.Canceled) {
					t.Errorf("got %q, %v", data, err)
				}
			})
			s.arrives(piece)
			synctest.Wait()
			cancel()
			receiving.Wait()
		}
		interrupted("\xe6")
		interrupted("\x97")
		s.arrives("\xa5")
		if data, err := s.RecvText(t.Context()); string(data) != "日" || err != nil {
			t.Errorf("RecvText = %q, %v", data, err)
		}
		interrupted("\xc3")
		if data, err := s.Recv(t.Context(), time.Second); string(data) != "\xc3" || err != nil {
			t.Errorf("Recv = % x, %v", data, err)
		}
		if data, err := s.Recv(t.Context(), time.Second); len(data) != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("Recv = % x, %v", data, err)
		}
		s.arrives("\xa9")
		if data, err := s.Recv(t.Context(), time.Second); string(data) != "\xa9" || err != nil {
			t.Errorf("Recv after a deadline = % x, %v", data, err)
		}
	})
}

// A Recv with a limit keeps to it while another call waits for the rest of a character.
func TestReceivesTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fedStream()
		s.arrives("\xe6")
		var receiving sync.WaitGroup
		receiving.Go(func() {
			if data, err := s.RecvText(t.Context()); string(data) != "日" || err != nil {
				t.Errorf("RecvText = %q, %v", data, err)
			}
		})
		synctest.Wait()
		data, err := s.Recv(t.Context(), time.Second)
		if len(data) != 0 || !errors.Is(err, os.ErrDeadlineExceeded) || s.LastError() != "recv deadline expired after 1000 ms" {
			t.Errorf("Recv = %q, %v, last error %q", data, err, s.LastError())
		}
		receiving.Go(func() {
			if data, err := s.Recv(t.Context(), 0); err == nil {
				t.Errorf("Recv of a closed handle = %q", data)
			}
		})
		s.arrives("\x97\xa5")
		synctest.Wait()
		close(s.gone)
		receiving.Wait()
	})
}

// A large buffer goes back to those who read the network when its text was taken: what is kept
// must not lie in it.
func TestKeptBytesAreACopy(t *testing.T) {
	s := fedStream()
	pool := &s.conn.ep.stack.chunks
	text := strings.Repeat("日本", chunkAtMost) // no border of a buffer is one of a character
	for i := 0; i < len(text); i += chunkAtMost {
		s.put(append(pool.lend(chunkAtMost)[:0], text[i:min(i+chunkAtMost, len(text))]...), nil)
	}
	s.fails(io.EOF)
	var got strings.Builder
	for {
		data, err := s.RecvText(t.Context())
		must(t, "RecvText", err)
		if len(data) == 0 {
			break
		}
		got.Write(data)
		pool.giveBack(data)
		for _, b := range pool.free {
			copy(b, bytes.Repeat([]byte{'!'}, len(b)))
		}
	}
	if got.String() != text {
		t.Errorf("%d B arrived as %d other ones", len(text), got.Len())
	}
}

// Several receives at once share out the characters, and cut none.
func TestManyReceiversOfText(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	a, b := streamPair(t, c, d, "x")
	wantAll(t, b, "x")
	const rounds = 200
	text := strings.Repeat("日é😀", 1000)
	var mu sync.Mutex
	var total int
	var receiving sync.WaitGroup
	for range 4 {
		receiving.Go(func() {
			for {
				data, err := b.RecvText(ctx)
				if err != nil || !utf8.Valid(data) {
					t.Errorf("got %d B, valid text %v, %v", len(data), utf8.Valid(data), err)
				}
				if len(data) == 0 {
					return
				}
				mu.Lock()
				total += len(data)
				mu.Unlock()
			}
		})
	}
	for range rounds {
		must(t, "Send", a.Send(ctx, []byte(text), 0))
	}
	must(t, "Finish", a.Finish(ctx))
	receiving.Wait()
	if want := rounds * len(text); total != want || b.BytesReceived() != int64(1+want) {
		t.Errorf("got %d B, counted %d, want %d", total, b.BytesReceived()-1, want)
	}
}

func TestResetCutsCharacter(t *testing.T) {
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	a, b := streamPair(t, c, d, "a\xe6\x97")
	if data, err := b.RecvText(ctx); string(data) != "a" || err != nil {
		t.Fatalf("RecvText = %q, %v", data, err)
	}
	must(t, "Stop", a.Stop(5))
	if data, err := b.RecvText(ctx); string(data) != "\xe6\x97" || err != nil {
		t.Errorf("RecvText = % x, %v", data, err)
	}
	data, err := b.RecvText(ctx)
	wantErr(t, "RecvText", err, b.LastError(), "stream reset by peer: error 5")
	if len(data) != 0 {
		t.Errorf("RecvText = %q", data)
	}
	wantEnd(t, b)
}
