package main

// This file makes the parts of an image: a layer, a configuration and a manifest for each architecture, and the index
// of them all. See https://github.com/opencontainers/image-spec.

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// The kinds of parts.
const (
	layerType    = "application/vnd.oci.image.layer.v1.tar+gzip"
	configType   = "application/vnd.oci.image.config.v1+json"
	manifestType = "application/vnd.oci.image.manifest.v1+json"
	indexType    = "application/vnd.oci.image.index.v1+json"
)

// A builder collects the parts of an image.
type builder struct {
	version   string
	created   time.Time
	blobs     map[string][]byte // by the hexadecimal digits of their SHA-256
	manifests []descriptor
}

// A descriptor names a part.
type descriptor struct {
	MediaType   string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	Size        int               `json:"size"`
	Platform    *platform         `json:"platform,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

type platform struct {
	Architecture string `json:"architecture"`
	OS           string `json:"os"`
}

// A config says what a container runs.
type config struct {
	platform
	Created time.Time `json:"created"`
	Config  struct {
		User       string
		Env        []string
		Entrypoint []string
		WorkingDir string
		Labels     map[string]string
	} `json:"config"`
	RootFS struct {
		Type    string   `json:"type"`
		DiffIDs []string `json:"diff_ids"`
	} `json:"rootfs"`
}

// A manifest holds an image for one architecture together.
type manifest struct {
	SchemaVersion int          `json:"schemaVersion"`
	MediaType     string       `json:"mediaType"`
	Config        descriptor   `json:"config"`
	Layers        []descriptor `json:"layers"`
}

// An index lists the images for all architectures.
type index struct {
	SchemaVersion int          `json:"schemaVersion"`
	MediaType     string       `json:"mediaType"`
	Manifests     []descriptor `json:"manifests"`
}

// add adds the image for an architecture.
func (b *builder) add(arch string, binary []byte) error {
	layer, err := b.layer(binary)
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(layer); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	c := config{platform: platform{arch, "linux"}, Created: b.created}
	// Containers that write to a folder of their host run as its owner, by the flag --user.
	c.Config.User = "65532:65532"
	c.Config.Env = []string{"PATH=/usr/bin"}
	c.Config.Entrypoint = []string{"/usr/bin/hewq"}
	c.Config.WorkingDir = "/work"
	c.Config.Labels = map[string]string{
		"org.opencontainers.image.title":    "hewq",
		"org.opencontainers.image.version":  b.version,
		"org.opencontainers.image.licenses": "MIT",
	}
	c.RootFS.Type = "layers"
	c.RootFS.DiffIDs = []string{digest(layer)}
	configured, err := b.putJSON(configType, c)
	if err != nil {
		return err
	}
	m := manifest{2, manifestType, configured, []descriptor{b.put(layerType, packed.Bytes())}}
	described, err := b.putJSON(manifestType, m)
	if err != nil {
		return err
	}
	described.Platform = &c.platform
	b.manifests = append(b.manifests, described)
	return nil
}

// layer is the file system of an image as a tar archive.
func (b *builder) layer(binary []byte) ([]byte, error) {
	a := newArchive(b.created)
	a.folder("usr/", 0o755)
	a.folder("usr/bin/", 0o755)
	a.file("usr/bin/hewq", 0o755, binary)
	a.folder("tmp/", 0o1777)
	a.folder("work/", 0o777)
	return a.end()
}

// archive is the layout of the image as a tar archive.
func (b *builder) archive() ([]byte, error) {
	// Tools expect one entry in index.json, which has the name. It leads to the index of the architectures.
	all, err := b.putJSON(indexType, index{2, indexType, b.manifests})
	if err != nil {
		return nil, err
	}
	all.Annotations = map[string]string{"org.opencontainers.image.ref.name": b.version, "io.containerd.image.name": "hewq:" + b.version}
	top, err := json.Marshal(index{2, indexType, []descriptor{all}})
	if err != nil {
		return nil, err
	}
	a := newArchive(b.created)
	a.file("oci-layout", 0o644, []byte(`{"imageLayoutVersion":"1.0.0"}`))
	a.file("index.json", 0o644, top)
	a.folder("blobs/", 0o755)
	a.folder("blobs/sha256/", 0o755)
	for _, name := range slices.Sorted(maps.Keys(b.blobs)) {
		a.file("blobs/sha256/"+name, 0o644, b.blobs[name])
	}
	return a.end()
}

// put adds a part.
func (b *builder) put(kind string, data []byte) descriptor {
	d := digest(data)
	b.blobs[d[len("sha256:"):]] = data
	return descriptor{MediaType: kind, Digest: d, Size: len(data)}
}

func (b *builder) putJSON(kind string, part any) (descriptor, error) {
	data, err := json.Marshal(part)
	return b.put(kind, data), err
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// An archive is a tar archive whose files are all of one time and belong to root.
type archive struct {
	at  time.Time
	buf bytes.Buffer
	tar *tar.Writer
	err error // the first one
}

func newArchive(at time.Time) *archive {
	a := &archive{at: at}
	a.tar = tar.NewWriter(&a.buf)
	return a
}

func (a *archive) folder(name string, mode int64) {
	a.entry(&tar.Header{Typeflag: tar.TypeDir, Name: name, Mode: mode}, nil)
}

func (a *archive) file(name string, mode int64, data []byte) {
	a.entry(&tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: mode, Size: int64(len(data))}, data)
}

func (a *archive) entry(h *tar.Header, data []byte) {
	h.ModTime = a.at
	if a.err == nil {
		a.err = a.tar.WriteHeader(h)
	}
	if a.err == nil {
		_, a.err = a.tar.Write(data)
	}
}

// end gives the whole archive.
func (a *archive) end() ([]byte, error) {
	if a.err != nil {
		return nil, a.err
	}
	err := a.tar.Close()
	return a.buf.Bytes(), err
}
