package main

// This file is an echo server on quic-go, and the client that puts load on it and on the script.

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	mathrand "math/rand/v2"
	"net"
	"sync"
	"time"

	quicgo "github.com/quic-go/quic-go"
)

// serve echoes what arrives on all streams of all connections, until it is killed.
func serve(ctx context.Context, out io.Writer, addr string) error {
	cert, err := selfSigned()
	if err != nil {
		return err
	}
	at, err := net.ResolveUDPAddr("udp4", addr)
	if err != nil {
		return err
	}
	socket, err := net.ListenUDP("udp4", at)
	if err != nil {
		return err
	}
	transport := &quicgo.Transport{Conn: socket}
	listener, err := transport.Listen(&tls.Config{Certificates: []tls.Certificate{cert}}, &quicgo.Config{})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out, listener.Addr()); err != nil {
		return err
	}
	for {
		conn, err := listener.Accept(ctx)
		if err != nil {
			return err
		}
		go serveConn(ctx, conn) // ends with the connection
	}
}

func serveConn(ctx context.Context, conn *quicgo.Conn) {
	for {
		stream, err := conn.AcceptStream(ctx)
		if err != nil {
			return
		}
		go func() { // ends with the stream
			if _, err := io.Copy(stream, stream); err != nil {
				stream.CancelRead(1)
				stream.CancelWrite(1)
				return
			}
			_ = stream.Close() // the client sees it
		}()
	}
}

func selfSigned() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

// A client dials from one socket.
type client struct {
	transport *quicgo.Transport
	to        net.Addr
}

func newClient(addr string) (*client, error) {
	to, err := net.ResolveUDPAddr("udp4", addr)
	if err != nil {
		return nil, err
	}
	socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, err
	}
	return &client{&quicgo.Transport{Conn: socket}, to}, nil
}

func (c *client) dial(ctx context.Context) (*quicgo.Conn, error) {
	return c.transport.Dial(ctx, c.to, &tls.Config{
		InsecureSkipVerify: true, // the certificate is made at the start of the server
		ServerName:         "localhost",
		CurvePreferences:   []tls.CurveID{tls.X25519},
	}, &quicgo.Config{HandshakeIdleTimeout: 30 * time.Second})
}

func (c *client) close() {
	_ = c.transport.Close()      // all is done
	_ = c.transport.Conn.Close() // likewise
}

// handshakes has some dialers make connections, each one after the other.
func handshakes(ctx context.Context, addr string, dialers, each int) (time.Duration, error) {
	begun := time.Now()
	err := together(dialers, func(int) error {
		c, err := newClient(addr)
		if err != nil {
			return err
		}
		defer c.close()
		for range each {
			conn, err := c.dial(ctx)
			if err != nil {
				return err
			}
			if err := conn.CloseWithError(0, ""); err != nil {
				return err
			}
		}
		return nil
	})
	return time.Since(begun), err
}

// echoes has connections with streams at once, on each of which a number of echoes follow each
// other, a stream for each. All bytes are compared. The handshakes do not count.
func echoes(ctx context.Context, addr string, conns, streams, each, size int) (time.Duration, error) {
	data := make([]byte, size+conns*streams)
	mathrand.NewChaCha8([32]byte{1}).Read(data)
	c, err := newClient(addr)
	if err != nil {
		return 0, err
	}
	defer c.close()
	made := make([]*quicgo.Conn, conns)
	const dialers = 16
	err = together(min(dialers, conns), func(d int) (err error) {
		for i := d; i < conns && err == nil; i += dialers {
			made[i], err = c.dial(ctx)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	begun := time.Now()
	err = together(conns*streams, func(i int) error {
		for range each {
			if err := echo(ctx, made[i/streams], data[i:i+size]); err != nil {
				return err
			}
		}
		return nil
	})
	took := time.Since(begun)
	for _, conn := range made {
		err = errors.Join(err, conn.CloseWithError(0, ""))
	}
	return took, err
}

// echo sends data on a new stream and compares what comes back.
func echo(ctx context.Context, conn *quicgo.Conn, data []byte) error {
	stream, err := conn.OpenStreamSync(ctx)
	if err != nil {
		return err
	}
	sent := make(chan error, 1)
	go func() { // ends with the stream
		_, err := stream.Write(data)
		sent <- errors.Join(err, stream.Close())
	}()
	got, err := io.ReadAll(stream)
	if err := errors.Join(err, <-sent); err != nil {
		return err
	}
	if !bytes.Equal(got, data) {
		return fmt.Errorf("of %d bytes %d came back, or others", len(data), len(got))
	}
	return nil
}

// together runs f(0) to f(n-1) at once.
func together(n int, f func(i int) error) error {
	var wait sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		wait.Go(func() { errs[i] = f(i) })
	}
	wait.Wait()
	return errors.Join(errs...)
}
