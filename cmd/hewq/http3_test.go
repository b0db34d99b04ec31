package main

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/quic-go/quic-go/http3"
)

// A script serves HTTP/3 to a client of another program.
func TestScriptServesHTTP3(t *testing.T) {
	t.Parallel()
	folder := filepath.Join("..", "..", "examples")
	server := launch(t, "--alpn", "h3", filepath.Join(folder, "http3.hew"), "127.0.0.1:0",
		filepath.Join(folder, "tls", "server.pem"), filepath.Join(folder, "tls", "server-key.pem"))
	addr := strings.TrimPrefix(server.first, "listening on ")
	transport := &http3.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	defer transport.Close()
	client := &http.Client{Transport: transport}
	for _, path := range []string{"/", "/a/long/" + strings.Repeat("x", 5000)} {
		answer, err := client.Get("https://" + addr + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if want := "hello from a Hew script\n"; err != nil || answer.StatusCode != 200 || string(body) != want {
			t.Errorf("GET %.20s: %d %q, %v; want 200 %q", path, answer.StatusCode, body, err, want)
		}
	}
}

// A script gets a page that another program serves by HTTP/3.
func TestScriptGetsHTTP3(t *testing.T) {
	t.Parallel()
	folder := filepath.Join("..", "..")
	cert, err := tls.LoadX509KeyPair(filepath.Join(folder, "examples", "tls", "server.pem"), filepath.Join(folder, "examples", "tls", "server-key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	asked := make(chan string, 1)
	server := &http3.Server{
		TLSConfig: http3.ConfigureTLSConfig(&tls.Config{Certificates: []tls.Certificate{cert}}),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked <- r.Method + " " + r.Host + r.URL.Path
			_, _ = w.Write(make([]byte, 400_000)) // the client tells what has come
		}),
	}
	go func() { _ = server.Serve(socket) }() // it fails when it is closed
	defer server.Close()
	client := launch(t, "--alpn", "h3", filepath.Join(folder, "testdata", "faults", "http3_get.hew"), socket.LocalAddr().String(), "/page")
	if got, want := <-asked, "GET localhost/page"; got != want {
		t.Errorf("the server was asked for %q, want %q", got, want)
	}
	if want := "4000.. bytes, end true,"; !regexp.MustCompile("^" + want + "$").MatchString(client.first) {
		t.Errorf("the client says %q, want %q; stderr: %s", client.first, want, client.stderr)
	}
}

// The recipe of the cookbook reads the statuses of another program, in all forms that their headers have, and its pages.
func TestRecipeGetsHTTP3(t *testing.T) {
	t.Parallel()
	folder := filepath.Join("..", "..", "examples")
	cert, err := tls.LoadX509KeyPair(filepath.Join(folder, "tls", "server.pem"), filepath.Join(folder, "tls", "server-key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	server := &http3.Server{
		TLSConfig: http3.ConfigureTLSConfig(&tls.Config{Certificates: []tls.Certificate{cert}}),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			status, err := strconv.Atoi(r.URL.Path[1:4])
			if err != nil {
				t.Error(err)
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, r.URL.Path[1:]) // the client tells what has come
		}),
	}
	go func() { _ = server.Serve(socket) }() // it fails when it is closed
	defer server.Close()
	for _, page := range []string{"200", "301", "404", "418", "503", "200/" + strings.Repeat("long", 500)} {
		var stdout, stderr strings.Builder
		client := exec.CommandContext(t.Context(), "hewq", "run", "--alpn", "h3", filepath.Join(folder, "cookbook", "http3_get.hew"),
			socket.LocalAddr().String(), "localhost", "/"+page, "--ca", filepath.Join(folder, "tls", "ca.pem"))
		client.Stdout, client.Stderr = &stdout, &stderr
		err := client.Run()
		if want := fmt.Sprintf("/%s: status %s, %d bytes\n", page, page[:3], len(page)); stderr.String() != want || stdout.String() != page {
			t.Errorf("GET /%.10s gives %q and %q, want %q and %q", page, stderr.String(), stdout.String(), want, page)
		}
		if (err == nil) != (page[0] == '2') {
			t.Errorf("GET /%.10s: %v", page, err)
		}
	}
}
