// Package stdlib is the table of the modules that hewq brings along.
package stdlib

import (
	"slices"

	"hewq/native"
	"hewq/stdlib/base64"
	"hewq/stdlib/binary"
	"hewq/stdlib/builtins"
	"hewq/stdlib/channel"
	"hewq/stdlib/compress"
	"hewq/stdlib/concurrency"
	"hewq/stdlib/crypto"
	"hewq/stdlib/csv"
	"hewq/stdlib/datetime"
	"hewq/stdlib/deque"
	"hewq/stdlib/failure"
	"hewq/stdlib/fmt"
	"hewq/stdlib/fs"
	"hewq/stdlib/hewqnet"
	"hewq/stdlib/hex"
	"hewq/stdlib/io"
	"hewq/stdlib/iter"
	"hewq/stdlib/json"
	"hewq/stdlib/linkmonitor"
	"hewq/stdlib/log"
	"hewq/stdlib/math"
	"hewq/stdlib/mime"
	"hewq/stdlib/net"
	"hewq/stdlib/option"
	"hewq/stdlib/os"
	"hewq/stdlib/path"
	"hewq/stdlib/quic"
	"hewq/stdlib/random"
	"hewq/stdlib/regex"
	"hewq/stdlib/result"
	"hewq/stdlib/scanner"
	"hewq/stdlib/semaphore"
	"hewq/stdlib/semver"
	"hewq/stdlib/sign"
	"hewq/stdlib/sort"
	"hewq/stdlib/str"
	"hewq/stdlib/stream"
	"hewq/stdlib/template"
	"hewq/stdlib/testing"
	"hewq/stdlib/unicode"
	"hewq/stdlib/url"
	"hewq/stdlib/uuid"
	"hewq/stdlib/vec"
)

// Modules are all embedded modules: those that programs know without an import, then those
// they import.
var Modules = slices.Concat(builtins.Modules, []native.Module{
	base64.Module,
	binary.Module,
	channel.Module,
	compress.Module,
	concurrency.Module,
	crypto.Module,
	csv.Module,
	datetime.Module,
	deque.Module,
	failure.Module,
	fmt.Module,
	fs.Module,
	hewqnet.Module,
	hex.Module,
	io.Module,
	iter.Module,
	json.Module,
	linkmonitor.Module,
	log.Module,
	math.Module,
	mime.Module,
	net.Module,
	option.Module,
	os.Module,
	path.Module,
	quic.Module,
	random.Module,
	regex.Module,
	result.Module,
	scanner.Module,
	semaphore.Module,
	semver.Module,
	sign.Module,
	sort.Module,
	str.Module,
	stream.Module,
	template.Module,
	testing.Module,
	unicode.Module,
	url.Module,
	uuid.Module,
	vec.Module,
})
