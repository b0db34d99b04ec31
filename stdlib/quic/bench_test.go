package quic

// These benchmarks pair what scripts use with plain quic-go doing the same, for the ratio.

import (
	"context"
	"errors"
	"io"
	"testing"

	quicgo "github.com/quic-go/quic-go"
)

// benchPair is a pair of streams as scripts have them.
// deliveries are the ways to follow what arrives.
var deliveries = map[string]Config{"exact": {NoLinger: true}, "fast": {NoLinger: true, Fast: true}}

func benchPair(b *testing.B, conf Config) (a, z *Stream) {
	c, d := pair(b, newStack(b, conf))
	a, z = streamPair(b, c, d, "x")
	wantAll(b, z, "x")
	return a, z
}

// plainPair is a pair of streams that only quic-go reads.
func plainPair(b *testing.B) (a, z *quicgo.Stream) {
	ctx := testContext(b)
	s := newStack(b, deliveries["fast"])
	cl := client(b, s)
	local, err := s.resolveBind(ctx, "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	socket, err := s.listen("udp4", local.addr)
	if err != nil {
		b.Fatal(err)
	}
	cert, err := selfSigned()
	if err != nil {
		b.Fatal(err)
	}
	tr := &quicgo.Transport{Conn: socket}
	b.Cleanup(func() { _ = tr.Close(); _ = socket.Close() })
	ln, err := tr.Listen(s.conf.serverTLS(cert), s.quicConfig())
	if err != nil {
		b.Fatal(err)
	}
	conf := cl.client.Clone()
	conf.ServerName = "localhost"
	c, err := cl.sockets[0].transport.Dial(ctx, socket.LocalAddr(), conf, s.quicConfig())
	if err != nil {
		b.Fatal(err)
	}
	d, err := ln.Accept(ctx)
	if err != nil {
		b.Fatal(err)
	}
	if a, err = c.OpenStreamSync(ctx); err != nil {
		b.Fatal(err)
	}
	if _, err := a.Write([]byte("x")); err != nil {
		b.Fatal(err)
	}
	if z, err = d.AcceptStream(ctx); err != nil {
		b.Fatal(err)
	}
	if _, err := io.ReadFull(z, make([]byte, 1)); err != nil {
		b.Fatal(err)
	}
	return a, z
}

const block = 64 << 10

func BenchmarkThroughput(b *testing.B) {
	for name, conf := range deliveries {
		b.Run(name, func(b *testing.B) { benchThroughput(b, conf) })
	}
}

func benchThroughput(b *testing.B, conf Config) {
	ctx := context.Background()
	a, z := benchPair(b, conf)
	data := make([]byte, block)
	b.SetBytes(block)
	b.ResetTimer()
	go func() {
		for range b.N {
			if err := a.Send(ctx, data, 0); err != nil {
				b.Error(err)
			}
		}
	}()
	for n := 0; n < b.N*block; {
		got, err := z.Recv(ctx, 0)
		if err != nil {
			b.Fatal(err)
		}
		n += len(got)
	}
}

func BenchmarkThroughputPlain(b *testing.B) {
	a, z := plainPair(b)
	data := make([]byte, block)
	b.SetBytes(block)
	b.ResetTimer()
	go func() {
		for range b.N {
			if _, err := a.Write(data); err != nil {
				b.Error(err)
			}
		}
	}()
	buf := make([]byte, block)
	for n := 0; n < b.N*block; {
		got, err := z.Read(buf)
		if err != nil {
			b.Fatal(err)
		}
		n += got
	}
}

func BenchmarkPingPong(b *testing.B) {
	for name, conf := range deliveries {
		b.Run(name, func(b *testing.B) { benchPingPong(b, conf) })
	}
}

func benchPingPong(b *testing.B, conf Config) {
	ctx := context.Background()
	a, z := benchPair(b, conf)
	data := make([]byte, 64)
	b.ResetTimer()
	go func() {
		for range b.N {
			got, err := z.Recv(ctx, 0)
			if err != nil {
				b.Error(err)
			}
			if err := z.Send(ctx, got, 0); err != nil {
				b.Error(err)
			}
		}
	}()
	for range b.N {
		if err := a.Send(ctx, data, 0); err != nil {
			b.Fatal(err)
		}
		if _, err := a.Recv(ctx, 0); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPingPongPlain(b *testing.B) {
	a, z := plainPair(b)
	data := make([]byte, 64)
	b.ResetTimer()
	go func() {
		buf := make([]byte, block)
		for range b.N {
			n, err := z.Read(buf)
			if err != nil {
				b.Error(err)
			}
			if _, err := z.Write(buf[:n]); err != nil {
				b.Error(err)
			}
		}
	}()
	buf := make([]byte, block)
	for range b.N {
		if _, err := a.Write(data); err != nil {
			b.Fatal(err)
		}
		if _, err := a.Read(buf); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStreams echoes 1 KiB on a stream of its own each time.
func BenchmarkStreams(b *testing.B) {
	for name, conf := range deliveries {
		b.Run(name, func(b *testing.B) { benchStreams(b, conf) })
	}
}

func benchStreams(b *testing.B, conf Config) {
	ctx := context.Background()
	a, z := benchPair(b, conf)
	c, d := a.conn, z.conn
	go func() {
		for {
			s, err := d.AcceptStream(ctx)
			if err != nil {
				return
			}
			for {
				data, err := s.Recv(ctx, 0)
				if err != nil || len(data) == 0 {
					break
				}
				_ = s.Send(ctx, data, 0) // the client sees what is missing
			}
			_ = s.Finish(ctx)
			s.Close()
		}
	}()
	data := make([]byte, 1<<10)
	b.ResetTimer()
	for range b.N {
		s, err := c.OpenStream(ctx)
		if err != nil {
			b.Fatal(err)
		}
		if err := errors.Join(s.Send(ctx, data, 0), s.Finish(ctx)); err != nil {
			b.Fatal(err)
		}
		for n := 0; ; {
			data, err := s.Recv(ctx, 0)
			if n += len(data); err != nil || len(data) == 0 {
				if n != 1<<10 {
					b.Fatalf("an echo of %d bytes: %v", n, err)
				}
				break
			}
		}
		s.Close()
	}
}

// BenchmarkHandshakes connects, accepts and disconnects.
func BenchmarkHandshakes(b *testing.B) {
	ctx := context.Background()
	s := newStack(b, Config{})
	srv, cl := server(b, s), client(b, s)
	b.ResetTimer()
	for range b.N {
		c, err := cl.Connect(ctx, srv.LocalAddr(), "localhost")
		if err != nil {
			b.Fatal(err)
		}
		d, err := srv.Accept(ctx)
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Disconnect(ctx); err != nil {
			b.Fatal(err)
		}
		_ = d.Disconnect(ctx) // its peer has gone
	}
}
