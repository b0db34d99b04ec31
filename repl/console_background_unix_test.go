//go:build unix

package repl

import "testing"

// Somebody types while something runs in the background: neither Ctrl-C nor inputs end it, and its
// result stands above the prompt when it has come.
func TestConsoleBackground(t *testing.T) {
	s := sitAt(t, 100, "", evaluating)
	s.type_("import std::net::quic;\r")
	s.wait(prompt)
	s.type_("let server = quic.new_server(\"127.0.0.1:0\")\r")
	s.wait(prompt)
	s.type_("let client = quic.new_client()\r")
	s.wait(prompt)
	s.type_(":bg let peer = server.accept()\r")
	s.wait("runs in the background")
	s.type_("let\x03")
	s.type_("6 * 7\r")
	s.wait("=> 42")
	s.type_(":bg\r")
	s.wait("accept(), runs for")
	s.type_("let conn = client.connect(server.observe().local_addr, \"localhost\")\r")
	s.wait("it is `peer` from now on")
	s.type_(":watch peer\r")
	s.wait("c2 is watched")
	s.type_("conn.disconnect()\r")
	s.wait("c2 server: closed by the peer")
}
