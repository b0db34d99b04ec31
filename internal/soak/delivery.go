package main

// This file has the trials of what must arrive though one side has left: fin, oneshot, slow and
// unread.

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
)

// fin has several processes at once, each with a server and a client of its own, on busy cores.
func (r *rig) fin() (string, error) {
	processes, each := 4, r.times(300, 20)
	if r.short {
		processes = 2
	}
	defer r.spin()()
	endings := make([]ending, processes)
	var work sync.WaitGroup
	for i := range endings {
		work.Go(func() { endings[i] = r.run(5*time.Minute, r.program("fin.hew"), strconv.Itoa(each)) })
	}
	work.Wait()
	lost, unended := 0, 0
	var failures []error
	for _, e := range endings {
		var l, u int
		if _, err := fmt.Sscanf(e.out, "%d lost, %d without an end", &l, &u); err != nil && e.err == nil {
			e.err = fmt.Errorf("fin prints %q", e.out)
		}
		if _, why, _ := strings.Cut(e.out, "; "); l+u > 0 && e.err == nil {
			e.err = errors.New(strings.TrimSpace(why))
		}
		lost, unended = lost+l, unended+u
		failures = append(failures, e.err)
	}
	return fmt.Sprintf("%d of %d answers lost, %d without an end", lost, processes*each, unended), first(failures)
}

// first is the first error, with the number of the others.
func first(all []error) error {
	var failures []error
	for _, err := range all {
		if err != nil {
			failures = append(failures, err)
		}
	}
	switch len(failures) {
	case 0:
		return nil
	case 1:
		return failures[0]
	}
	return fmt.Errorf("%w (and %d more)", failures[0], len(failures)-1)
}

// oneshot has a client open many short streams, on busy cores.
func (r *rig) oneshot() (string, error) {
	const streams, size = 20, 5
	connections := r.times(300, 20)
	defer r.spin()()
	server, addr, err := r.serve(5*time.Minute, r.program("oneshot.hew"), "server", strconv.Itoa(connections))
	if err != nil {
		return "", err
	}
	client := r.run(5*time.Minute, r.program("oneshot.hew"), "client", addr, strconv.Itoa(connections), strconv.Itoa(streams))
	end := server.end()
	said := strings.TrimSpace(end.out)
	figures := fmt.Sprintf("of %d streams and %d bytes arrived %s", connections*streams, connections*streams*size, said)
	var failures []error
	if client.err == nil && client.out != "0 failed\n" {
		client.err = fmt.Errorf("client: %q", client.out)
	}
	if want := fmt.Sprintf("%d streams, %d bytes", connections*streams, connections*streams*size); end.err == nil && said != want {
		end.err = fmt.Errorf("want %s", want)
	}
	failures = append(failures, client.err, end.err)
	return figures, first(failures)
}

// slow has readers that sleep after each piece of what a sender has left behind.
func (r *rig) slow() (string, error) {
	sizes, pauses := []int{2_000_000, 5_000_000, 16_000_000, 64_000_000}, []int{1, 5, 20}
	if r.short {
		sizes, pauses = []int{2_000_000}, []int{20}
	}
	runs, whole := 0, 0
	var failures []error
	for _, processes := range []int{1, 2} {
		for _, size := range sizes {
			for _, pause := range pauses {
				var e ending
				if processes == 1 {
					e = r.run(10*time.Minute, r.program("slow.hew"), "both", strconv.Itoa(size), strconv.Itoa(pause))
				} else {
					e = r.slowPair(size, pause)
				}
				said := strings.TrimSpace(e.out)
				name := fmt.Sprintf("%g MB, %d ms a piece, processes: %d", float64(size)/1e6, pause, processes)
				fmt.Fprintf(r.out, "  %s: %s; %.1f s; memory of the reader's process at most %s\n", name, said, e.took.Seconds(), mebibytes(e.peak))
				runs++
				switch {
				case e.err != nil:
					failures = append(failures, fmt.Errorf("%s: %w", name, e.err))
				case said != "whole":
					failures = append(failures, fmt.Errorf("%s: %s", name, said))
				default:
					whole++
				}
			}
		}
	}
	return fmt.Sprintf("%d of %d transfers whole", whole, runs), first(failures)
}

// slowPair has the sender and the reader in two processes. It gives the reader's ending.
func (r *rig) slowPair(size, pause int) ending {
	sender, addr, err := r.serve(10*time.Minute, r.program("slow.hew"), "sender", strconv.Itoa(size))
	if err != nil {
		return ending{err: err}
	}
	reader := r.run(10*time.Minute, r.program("slow.hew"), "reader", addr, strconv.Itoa(size), strconv.Itoa(pause))
	if reader.err != nil {
		sender.kill() // it may wait for a reader for ever
		return reader
	}
	if end := sender.end(); end.err != nil || end.out != "" {
		reader.err = fmt.Errorf("the sender: %q, %w", end.out, end.err)
	}
	return reader
}

// unread has streams that are not read beside one that is.
func (r *rig) unread() (string, error) {
	const size = 1_200_000
	streams := r.times(90, 90)
	server, addr, err := r.serve(2*time.Minute, r.program("unread.hew"), "server", strconv.Itoa(streams))
	if err != nil {
		return "", err
	}
	client := r.run(2*time.Minute, r.program("unread.hew"), "client", addr, strconv.Itoa(streams), strconv.Itoa(size))
	if client.err != nil {
		server.kill() // it may wait for the client for ever
		return "", client.err
	}
	end := server.end()
	said := strings.TrimSpace(end.out)
	figures := fmt.Sprintf("%d streams of %d bytes unread, %s; read then: %s; memory of the server at most %s",
		streams, size, strings.TrimSpace(client.out), said, mebibytes(end.peak))
	if want := fmt.Sprintf("%d streams, %d bytes", streams, streams*size); end.err == nil && said != want {
		end.err = fmt.Errorf("want %s", want)
	}
	return figures, end.err
}
