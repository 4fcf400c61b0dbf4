package parcel

import (
	"archive/tar"
	"context"
	"encoding/hex"
	"errors"
	"io"
	"path"
	"strings"

	"tuanjian/store/value"
)

// The bytes of files that belong to records lie in a package as one tar, which any program unpacks: each under the ID of its
// record in the table of attachments, with the ending of its format. A program before passes the tar by. A package without
// such files has none.
const attachedName = "attachments.tar"

// MaxAttached is how many bytes of files a package carries at most, and MaxAttachment those of one.
const (
	MaxAttached   = 40 << 20
	MaxAttachment = 10 << 20
)

// maxAttachedTar is how long the tar may be to be read: the headers and the padding come on top of the files.
const maxAttachedTar = MaxAttached + 8<<20

// An Attached is a file that travels: whose it is, and how it is written.
type Attached struct {
	ID     value.ID
	Ending string // .pdf
	Bytes  int64
	Write  func(io.Writer) error
}

// attached writes the files.
func (p *packer) attached(files []Attached) error {
	if len(files) == 0 {
		return nil
	}
	return p.file(attachedName, func(w io.Writer) (int, error) {
		out := tar.NewWriter(w)
		total := int64(0)
		for _, f := range files {
			if err := p.ctx.Err(); err != nil {
				return 0, err
			}
			if total += f.Bytes; f.Bytes > MaxAttachment || total > MaxAttached {
				return 0, ErrTooMuch
			}
			err := out.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: hex.EncodeToString(f.ID[:]) + f.Ending, Size: f.Bytes, Mode: 0o600, ModTime: p.at})
			if err == nil {
				err = f.Write(out)
			}
			if err != nil {
				return 0, err
			}
		}
		return len(files), out.Close()
	})
}

// Attached calls each with every file of a package: whose it says to be, how long it is, and its bytes, which each reads or
// passes by. Nothing of it is to be believed but that the signer wrote it. ErrTooMuch where one or all are longer than the
// bounds, ErrMalformed for what no program of ours writes.
func (p *Parcel) Attached(ctx context.Context, each func(id value.ID, bytes int64, r io.Reader) error) error {
	f := p.Manifest.file(attachedName)
	if f == nil {
		return nil
	}
	r, err := p.reader(ctx, f)
	if err != nil {
		return p.from.explain(err)
	}
	defer r.Close()
	if err := readAttached(r, each); err != nil {
		return p.from.explain(err)
	}
	p.sound[f.Path] = true
	return nil
}

func readAttached(r *checked, each func(id value.ID, bytes int64, r io.Reader) error) error {
	in := tar.NewReader(r)
	seen := map[value.ID]bool{}
	for total := int64(0); ; {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			_, err := io.Copy(io.Discard, r) // to its end, where it is held against the manifest
			return err
		}
		if err != nil {
			return malformed(err)
		}
		stem, ok := strings.CutSuffix(h.Name, path.Ext(h.Name))
		id, bad := value.ParseID(stem)
		if h.Typeflag != tar.TypeReg || !ok || bad != nil || id.IsZero() || seen[id] || len(stem) != 2*len(id) || len(h.PAXRecords) > 0 {
			return ErrMalformed
		}
		if total += h.Size; h.Size > MaxAttachment || total > MaxAttached {
			return ErrTooMuch
		}
		seen[id] = true
		if err := each(id, h.Size, in); err != nil {
			return err
		}
	}
}

// malformed is what the tar itself is wrong in; other errors are those of the file below.
func malformed(err error) error {
	if errors.Is(err, tar.ErrHeader) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, tar.ErrFieldTooLong) {
		return ErrMalformed
	}
	return err
}
