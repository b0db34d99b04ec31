package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const at = "2026-01-31T12:00:00Z"

// An archive leads from its index to the binary of each architecture, and every part has the digest that names it.
func TestImage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, arch := range []string{"amd64", "arm64"} {
		if err := os.WriteFile(filepath.Join(dir, arch), []byte("binary for "+arch), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(dir, "image.tar")
	binaries := []string{"amd64=" + filepath.Join(dir, "amd64"), "arm64=" + filepath.Join(dir, "arm64")}
	if err := run(out, "v0.1.0", at, binaries); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	files := unpack(t, text)
	for name, data := range files {
		if sum, ok := strings.CutPrefix(name, "blobs/sha256/"); ok && sum != "" && digest(data) != "sha256:"+sum {
			t.Errorf("%s is not named after its digest", name)
		}
	}
	if got := string(files["oci-layout"]); got != `{"imageLayoutVersion":"1.0.0"}` {
		t.Errorf("oci-layout: %s", got)
	}
	part := func(d descriptor, into any) []byte {
		data, ok := files["blobs/"+strings.Replace(d.Digest, ":", "/", 1)]
		if !ok || len(data) != d.Size {
			t.Fatalf("part %+v: %d bytes", d, len(data))
		}
		if into != nil {
			decode(t, data, into)
		}
		return data
	}
	var top, all index
	decode(t, files["index.json"], &top)
	if len(top.Manifests) != 1 || top.Manifests[0].Annotations["org.opencontainers.image.ref.name"] != "v0.1.0" {
		t.Fatalf("index.json: %+v", top)
	}
	part(top.Manifests[0], &all)
	var archs []string
	for _, d := range all.Manifests {
		var m manifest
		var c config
		part(d, &m)
		part(m.Config, &c)
		archs = append(archs, c.Architecture)
		if c.platform != *d.Platform || c.OS != "linux" || !slices.Equal(c.Config.Entrypoint, []string{"/usr/bin/hewq"}) {
			t.Errorf("%+v has the configuration %+v", d, c)
		}
		z, err := gzip.NewReader(bytes.NewReader(part(m.Layers[0], nil)))
		if err != nil {
			t.Fatal(err)
		}
		layer, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{digest(layer)}; !slices.Equal(c.RootFS.DiffIDs, want) {
			t.Errorf("the layer is %v, not %v", want, c.RootFS.DiffIDs)
		}
		if got, want := string(unpack(t, layer)["usr/bin/hewq"]), "binary for "+c.Architecture; got != want {
			t.Errorf("hewq is %q, want %q", got, want)
		}
	}
	if !slices.Equal(archs, []string{"amd64", "arm64"}) {
		t.Errorf("images for %v", archs)
	}

	again := filepath.Join(dir, "again.tar")
	if err := run(again, "v0.1.0", at, binaries); err != nil {
		t.Fatal(err)
	}
	if second, err := os.ReadFile(again); err != nil || !bytes.Equal(text, second) {
		t.Errorf("a second run writes other bytes (%v)", err)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "image.tar")
	for _, c := range []struct {
		time     string
		binaries []string
		want     string
	}{
		{at, nil, "are needed"},
		{at, []string{"amd64"}, "not of the form"},
		{at, []string{"amd64=" + out}, "image.tar"},
		{"tomorrow", []string{"amd64=" + out}, `"tomorrow"`},
	} {
		if err := run(out, "v0.1.0", c.time, c.binaries); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got %v, want %q", c.binaries, err, c.want)
		}
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an archive was written: %v", err)
	}
}

// unpack gives the files of a tar archive.
func unpack(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	r := tar.NewReader(bytes.NewReader(data))
	for {
		h, err := r.Next()
		if err == io.EOF {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if files[h.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
}

func decode(t *testing.T, data []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}
