package quic

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"
)

// Any calls in any order, by several actors on the same handles, end: without a panic, a race, a
// deadlock, or anything left behind.
func TestAnyCallsInAnyOrder(t *testing.T) {
	const rounds, actors, calls = 6, 4, 100
	ctx := testContext(t)
	for round := range rounds {
		s := newStack(t, Config{NoLinger: round%2 == 0})
		c, d := pair(t, s)
		var calling sync.WaitGroup
		for _, conn := range []*Conn{c, d} {
			streams := make(chan *Stream, actors*calls)
			for actor := range actors {
				random := rand.New(rand.NewPCG(uint64(round), uint64(actor)))
				calling.Go(func() {
					for range calls {
						callAtRandom(ctx, random, conn, streams)
					}
				})
			}
		}
		calling.Wait()
		s.Shutdown(ctx)
	}
}

// callAtRandom makes one call, on conn or on one of the streams that came of it. It adds at most
// one to these.
func callAtRandom(ctx context.Context, random *rand.Rand, conn *Conn, streams chan *Stream) {
	const limit = time.Millisecond
	brief, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var strm *Stream
	select {
	case strm = <-streams:
	default:
	}
	// How a call ends does not matter here, only that it does.
	switch n := random.IntN(1000); {
	case strm == nil || n < 100:
		opened, _ := conn.OpenStream(brief)
		streams <- opened
	case n < 200:
		accepted, _ := conn.AcceptStream(brief)
		streams <- accepted
	case n < 450:
		_ = strm.Send(ctx, make([]byte, random.IntN(100_000)), limit)
	case n < 650:
		_, _ = strm.Recv(ctx, limit)
	case n < 700:
		_ = strm.Finish(brief)
	case n < 750:
		_ = strm.Stop(random.Int64())
	case n < 770:
		_ = strm.Stop(LargestCode)
	case n < 850:
		strm.Close()
	case n < 900:
		conn.Event(brief).Free()
	case n < 950:
		viewStream(strm)
		viewConn(conn)
		viewEndpoint(conn.ep)
	case n == 950:
		_ = conn.Disconnect(brief)
	case n == 951:
		conn.ep.Close(brief)
	}
	if strm != nil {
		streams <- strm
	}
}
