package parcel

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"slices"
	"strings"

	"tuanjian/store/value"
)

// A Parcel is a package that has been opened and found whole: every file is as the signed manifest says, and every table
// can be read to its end. It reads from the file it was opened from, which stays open as long; it is not for several
// goroutines at once.
type Parcel struct {
	Manifest Manifest
	from     *source
	files    map[string]*zip.File
	sound    map[string]bool // files that were read to their end and are as the manifest says
}

// Read opens a package of size bytes, checks all of it and gives it, or nil and the reason. With kinds in want, any
// other kind is refused. Nothing is written anywhere. Whether the signer is trusted, whether the sequence number is the
// next and whether the recipient's name is ours is for the caller to say.
func Read(ctx context.Context, r io.ReaderAt, size int64, with Unlock, want ...Kind) (*Parcel, error) {
	p, err := Look(ctx, r, size, with, want...)
	if err == nil {
		err = p.Check(ctx)
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Look opens a package as Read does, and checks its signature and its list of files, but reads no file of that list: it
// costs the same for a large package as for a small one. Rows and the others that read a file check it then; what they
// have handed out before they come to its end is not to be used when they fail. Check reads what is left.
func Look(ctx context.Context, r io.ReaderAt, size int64, with Unlock, want ...Kind) (*Parcel, error) {
	if size > MaxFile {
		return nil, ErrTooLarge
	}
	p := &Parcel{from: &source{r: r}, sound: map[string]bool{}}
	if err := p.open(ctx, size, with, want); err != nil {
		return nil, p.from.explain(err)
	}
	return p, nil
}

// Check reads every file that was not read yet, so that all of the package is known to be whole. Errors are those of
// Read.
func (p *Parcel) Check(ctx context.Context) error {
	for i := range p.Manifest.Files {
		f := &p.Manifest.Files[i]
		if p.sound[f.Path] {
			continue
		}
		if err := p.check(ctx, f); err != nil {
			return p.from.explain(err)
		}
		p.sound[f.Path] = true
	}
	return nil
}

func (p *Parcel) open(ctx context.Context, size int64, with Unlock, want []Kind) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	o, err := with.open(p.from, size)
	if err != nil {
		return err
	}
	return p.unpack(o, with, want)
}

// unpack checks what stands around the files of the zip that was sealed.
func (p *Parcel) unpack(o *opened, with Unlock, want []Kind) (err error) {
	if p.files, err = openArchive(o.plain, o.size); err != nil {
		return err
	}
	text, err := small(p.files[manifestName], maxManifest)
	if err != nil {
		return err
	}
	signature, err := small(p.files[signatureName], 1<<10)
	if err != nil {
		return err
	}
	m, err := readManifest(text, signature)
	if err != nil {
		return err
	}
	if len(want) > 0 && !slices.Contains(want, m.Kind) {
		return ErrKind
	}
	if !with.mine(m.Recipient.Keys, o.byPassphrase) {
		return ErrOtherRecipient
	}
	if len(m.Files) != len(p.files)-2 {
		return ErrAltered
	}
	p.Manifest = *m
	for i := range m.Files {
		f := &m.Files[i]
		if p.files[f.Path] == nil || f.Path == manifestName || f.Path == signatureName || m.file(f.Path) != f {
			return ErrAltered
		}
		if err := f.fits(); err != nil {
			return err
		}
	}
	return nil
}

// small reads a file that is needed before anything can be trusted.
func small(f *zip.File, most int64) ([]byte, error) {
	if f == nil {
		return nil, ErrMalformed
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(text)) > most {
		err = ErrMalformed
	}
	return text, err
}

// check reads a file to its end.
func (p *Parcel) check(ctx context.Context, f *File) error {
	switch {
	case strings.HasSuffix(f.Path, ".csv"):
		return p.table(ctx, f, func(Row) error { return nil })
	case f.Path == baseName, f.Path == overruledName:
		return p.base(ctx, f, func(Was) error { return nil })
	case f.Path == attachedName:
		return p.Attached(ctx, func(value.ID, int64, io.Reader) error { return nil })
	}
	r, err := p.reader(ctx, f)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.Copy(io.Discard, r)
	return err
}

// reader gives the plain bytes of a file, checked against the manifest at their end.
func (p *Parcel) reader(ctx context.Context, f *File) (*checked, error) {
	r, err := p.files[f.Path].Open()
	if err != nil {
		return nil, err
	}
	return &checked{ReadCloser: r, ctx: ctx, sum: sha256.New(), left: f.Bytes, want: f.SHA256}, nil
}

// checked ends in io.EOF only when the bytes were those of the manifest.
type checked struct {
	io.ReadCloser
	ctx  context.Context
	sum  hash.Hash
	left int64
	want string
}

func (c *checked) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.ReadCloser.Read(b)
	c.sum.Write(b[:n])
	if c.left -= int64(n); c.left < 0 {
		return 0, ErrAltered
	}
	if err == io.EOF && (c.left != 0 || hex.EncodeToString(c.sum.Sum(nil)) != c.want) {
		return 0, ErrAltered
	}
	return n, err
}

// source remembers what the operating system said, which the layers above it take for damage.
type source struct {
	r   io.ReaderAt
	err error
}

func (s *source) ReadAt(b []byte, at int64) (int, error) {
	n, err := s.r.ReadAt(b, at)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// explain gives the reason that stands behind an error.
func (s *source) explain(err error) error {
	var ours *Error
	switch {
	case s.err != nil:
		return s.err
	case errors.As(err, &ours):
		return ours
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return ErrDamaged
}
