// Command image writes an image for containers that has hewq in it and nothing else, as an archive of an OCI
// image layout, which docker, podman and skopeo load.
//
//	go run ./release/image -o FILE.tar -version v0.1.0 -time 2026-01-31T12:00:00Z amd64=PATH arm64=PATH
//
// Behind each architecture stands the path of a static binary for Linux. The same binaries, version and time make
// the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

func main() {
	out := flag.String("o", "", "the archive that is written")
	version := flag.String("version", "", "the version of hewq")
	created := flag.String("time", "", "when the sources were committed, as in RFC 3339")
	flag.Parse()
	if err := run(*out, *version, *created, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "image:", err)
		os.Exit(1)
	}
}

// run writes the archive named out with the binaries, each given as ARCH=PATH.
func run(out, version, created string, binaries []string) error {
	at, err := time.Parse(time.RFC3339, created)
	if err != nil {
		return err
	}
	if out == "" || version == "" || len(binaries) == 0 {
		return fmt.Errorf("-o, -version and a binary are needed; -help tells more")
	}
	b := builder{version: version, created: at.UTC(), blobs: map[string][]byte{}}
	for _, binary := range binaries {
		arch, path, ok := strings.Cut(binary, "=")
		if !ok {
			return fmt.Errorf("%s is not of the form ARCH=PATH", binary)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := b.add(arch, text); err != nil {
			return err
		}
	}
	archive, err := b.archive()
	if err != nil {
		return err
	}
	return os.WriteFile(out, archive, 0o644)
}
