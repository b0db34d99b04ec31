package main

// This file does the workloads as Go programs do them: with goroutines and channels.

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// mailbox is how many messages a channel holds: as many as a mailbox of an actor.
const mailbox = 1024

// channels does a workload and prints how many nanoseconds it took.
func channels(out io.Writer, name string) error {
	do, ok := map[string]func() time.Duration{
		"ask": askChannels, "tell": tellChannel, "pingpong": pingpongChannels, "ring": ringChannels, "fanin": faninChannels, "spawn": spawnChannels,
	}[name]
	if !ok {
		return fmt.Errorf("the workload %q is unknown", name)
	}
	_, err := fmt.Fprintln(out, do().Nanoseconds())
	return err
}

func askChannels() time.Duration {
	asks, answers := make(chan int), make(chan int)
	go func() { // ends with the last question
		count := 0
		for step := range asks {
			count += step
			answers <- count
		}
	}()
	begun := time.Now()
	for range 300_000 {
		asks <- 1
		<-answers
	}
	close(asks)
	return time.Since(begun)
}

func tellChannel() time.Duration {
	const messages = 1_000_000
	adds, all := make(chan int, mailbox), make(chan int)
	begun := time.Now()
	go func() { // ends with the last message
		got := 0
		for n := range adds {
			got += n
		}
		all <- got
	}()
	for range messages {
		adds <- 1
	}
	close(adds)
	<-all
	return time.Since(begun)
}

func pingpongChannels() time.Duration {
	const hits = 400_000
	courts := [2]chan int{make(chan int, mailbox), make(chan int, mailbox)}
	var players sync.WaitGroup
	begun := time.Now()
	for i := range courts {
		players.Go(func() {
			for n := range courts[i] {
				if n == hits {
					close(courts[1-i])
					return
				}
				courts[1-i] <- n + 1
			}
		})
	}
	courts[0] <- 1
	players.Wait()
	return time.Since(begun)
}

func ringChannels() time.Duration {
	const size, hops = 1000, 500_000
	links := make([]chan int, size)
	for i := range links {
		links[i] = make(chan int, mailbox)
	}
	done := make(chan struct{})
	begun := time.Now()
	for i, c := range links {
		go func() { // the process ends with them
			for n := range c {
				if n == hops {
					close(done)
					return
				}
				links[(i+1)%size] <- n + 1
			}
		}()
	}
	links[0] <- 0
	<-done
	return time.Since(begun)
}

func faninChannels() time.Duration {
	const senders, each = 100, 10_000
	sum := make(chan int, mailbox)
	begun := time.Now()
	for range senders {
		go func() { // the receiver waits for all it sends
			for range each {
				sum <- 1
			}
		}()
	}
	got := 0
	for got < senders*each {
		got += <-sum
	}
	return time.Since(begun)
}

func spawnChannels() time.Duration {
	const actors = 100_000
	begun := time.Now()
	cells := make([]chan chan int, actors)
	for i := range cells {
		cells[i] = make(chan chan int, 1)
		go func() { // ends with its channel
			for answer := range cells[i] {
				answer <- i
			}
		}()
	}
	answer := make(chan int)
	cells[actors-1] <- answer
	<-answer
	took := time.Since(begun)
	for _, c := range cells {
		close(c)
	}
	return took
}
