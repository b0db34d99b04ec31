// Package compress is the module std::encoding::compress: bytes made smaller and back.
package compress

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	_ "embed"
	"errors"
	"io"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage compress.hew

//go:embed compress.image
var image string

// Module is std::encoding::compress.
var Module = native.Module{Path: "std::encoding::compress", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_gzip_compress_hew":      native.F1(compress(gzipWriter)),
		"hew_gzip_decompress_hew":    native.F2(decompress(gzipReader)),
		"hew_deflate_compress_hew":   native.F1(compress(deflateWriter)),
		"hew_deflate_decompress_hew": native.F2(decompress(deflateReader)),
		"hew_zlib_compress_hew":      native.F1(compress(zlibWriter)),
		"hew_zlib_decompress_hew":    native.F2(decompress(zlib.NewReader)),
	}
}}

func gzipWriter(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil }

func deflateWriter(w io.Writer) (io.WriteCloser, error) {
	return flate.NewWriter(w, flate.DefaultCompression)
}

func zlibWriter(w io.Writer) (io.WriteCloser, error) { return zlib.NewWriter(w), nil }

func gzipReader(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }

func deflateReader(r io.Reader) (io.ReadCloser, error) { return flate.NewReader(r), nil }

func compress(open func(io.Writer) (io.WriteCloser, error)) func(*native.Call, []byte) ([]byte, error) {
	return func(_ *native.Call, data []byte) ([]byte, error) {
		var out bytes.Buffer
		w, err := open(&out)
		if err != nil {
			return nil, err
		}
		_, err = w.Write(data)
		err = errors.Join(err, w.Close())
		return out.Bytes(), err
	}
}

func decompress(open func(io.Reader) (io.ReadCloser, error)) func(*native.Call, []byte, int64) ([]byte, error) {
	return func(_ *native.Call, data []byte, most int64) ([]byte, error) {
		r, err := open(bytes.NewReader(data))
		if err != nil || most < 0 {
			return nil, nil
		}
		defer r.Close()
		// One byte more tells whether there is too much.
		limit := most
		if limit < 1<<62 {
			limit++
		}
		out, err := io.ReadAll(io.LimitReader(r, limit))
		if err != nil || int64(len(out)) > most {
			return nil, nil
		}
		return out, nil
	}
}
