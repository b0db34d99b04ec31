package lsp

// This file gives clients the texts of the standard library, which is in no file.

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lsp/rpc"
)

// stubURI is the URI of a file that is not open: for a text of the standard library that of its copy, or a `hewq:` one.
func (s *server) stubURI(f *source.File) string {
	if f == nil || !f.Stub || s.client.stubs == asVirtual {
		return diag.URI("/", f)
	}
	name := s.copyOf(f.Name)
	if err := writeCopy(name, f.Text); err != nil {
		s.log("%s cannot be written: %v", name, err)
		return diag.URI("/", f)
	}
	return diag.URI("/", source.New(name, ""))
}

// copyOf is the file for the text of a module.
func (s *server) copyOf(module string) string {
	return filepath.Join(s.Cache, filepath.FromSlash(strings.ReplaceAll(module, "::", "/"))+".hew")
}

// isCopy tells whether a document is a text of the standard library, in which nothing is to be mended.
func (s *server) isCopy(d *document) bool {
	return strings.HasPrefix(d.uri, "hewq:") || s.Cache != "" && strings.HasPrefix(d.name(), s.Cache+string(filepath.Separator))
}

// writeCopy writes a file that is only to be read, unless it is there.
func writeCopy(name, text string) error {
	if old, err := os.ReadFile(name); err == nil && string(old) == text {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".hewq-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once it is renamed
	_, err = f.WriteString(text)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o444)
	}
	if err == nil {
		_ = os.Chmod(name, 0o644) // Windows replaces no file that is only to be read; there may be none
		err = os.Rename(f.Name(), name)
	}
	return err
}

// textDocumentContent is the text of a `hewq:` URI.
func (s *server) textDocumentContent(_ context.Context, p contentParams) (content, error) {
	module, ok := strings.CutPrefix(p.URI, "hewq:")
	if module, err := url.PathUnescape(module); ok && err == nil {
		if f := s.work.Stub(module); f != nil {
			return content{f.Text}, nil
		}
	}
	return content{}, rpc.Errorf(rpc.InvalidParams, "the standard library has no text for %s", p.URI)
}
