package parcel

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"

	"tuanjian/store/value"
)

// tarOf is a tar of some files, each as long as it says.
func tarOf(t testing.TB, headers ...tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, h := range headers {
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			if _, err := io.CopyN(w, endless{}, h.Size); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// readingOf is a file of a package as its manifest has signed it.
func readingOf(t testing.TB, content []byte) *checked {
	sum := sha256.Sum256(content)
	return &checked{ReadCloser: io.NopCloser(bytes.NewReader(content)), ctx: t.Context(), sum: sha256.New(), left: int64(len(content)), want: hex.EncodeToString(sum[:])}
}

// TestFilesOfAPackageAreBounded reads what no program of ours packs, each signed as it is.
func TestFilesOfAPackageAreBounded(t *testing.T) {
	name := func(n byte, ending string) string { return hex.EncodeToString(bytes.Repeat([]byte{n}, 16)) + ending }
	file := func(n byte, size int64) tar.Header {
		return tar.Header{Typeflag: tar.TypeReg, Name: name(n, ".pdf"), Size: size, Mode: 0o600}
	}
	named := func(name string) tar.Header {
		return tar.Header{Typeflag: tar.TypeReg, Name: name, Size: 3, Mode: 0o600}
	}
	for what, c := range map[string]struct {
		content []byte
		want    error
		files   int
	}{
		"two files":          {tarOf(t, file(1, 3), file(2, 9000)), nil, 2},
		"no files":           {tarOf(t), nil, 0},
		"one too long":       {tarOf(t, file(1, MaxAttachment+1)), ErrTooMuch, 0},
		"all too long":       {tarOf(t, file(1, MaxAttachment), file(2, MaxAttachment), file(3, MaxAttachment), file(4, MaxAttachment), file(5, 1)), ErrTooMuch, 4},
		"one twice":          {tarOf(t, file(1, 3), file(1, 4)), ErrMalformed, 1},
		"a folder":           {tarOf(t, tar.Header{Typeflag: tar.TypeDir, Name: "a/", Mode: 0o700}), ErrMalformed, 0},
		"a link":             {tarOf(t, tar.Header{Typeflag: tar.TypeSymlink, Name: name(1, ".pdf"), Linkname: "/etc/passwd"}), ErrMalformed, 0},
		"a way out":          {tarOf(t, named("../"+name(1, ".pdf"))), ErrMalformed, 0},
		"a name of its own":  {tarOf(t, named("照片.jpg")), ErrMalformed, 0},
		"a short name":       {tarOf(t, named("0102.pdf")), ErrMalformed, 0},
		"nobody's name":      {tarOf(t, named(name(0, ".pdf"))), ErrMalformed, 0},
		"a very long name":   {tarOf(t, named(strings.Repeat("a", 3000))), ErrMalformed, 0},
		"no tar":             {bytes.Repeat([]byte("x"), 2048), ErrMalformed, 0},
		"a tar that is torn": {tarOf(t, file(1, 9000))[:4000], ErrMalformed, 1},
	} {
		n := 0
		err := readAttached(readingOf(t, c.content), func(id value.ID, bytes int64, r io.Reader) error {
			n++
			got, err := io.Copy(io.Discard, r)
			if err == nil && got != bytes {
				t.Errorf("%s: %d bytes of %d", what, got, bytes)
			}
			return err
		})
		if c.want == nil && err != nil || c.want != nil && !errors.Is(err, c.want) && !errors.Is(err, io.ErrUnexpectedEOF) || n != c.files {
			t.Errorf("%s: %d files, %v", what, n, err)
		}
	}
	sound := tarOf(t, file(1, 5000))
	altered := readingOf(t, sound)
	altered.want = strings.Repeat("0", 64)
	if err := readAttached(altered, func(value.ID, int64, io.Reader) error { return nil }); !errors.Is(err, ErrAltered) {
		t.Errorf("a tar that the manifest does not know: %v", err)
	}
}
