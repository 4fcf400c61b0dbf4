// Package disk is proved work with files: copies that are compared with what they were made of, files that are whole or not
// there, room that is measured before, leftovers that are swept. It knows folders and bytes, and no ledger: of what is
// sealed it opens nothing. What goes wrong it says to programs; words for people are package store's.
package disk

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"tuanjian/store/patience"
	"tuanjian/store/vault"
)

// Copy copies a closed file so that afterwards there is all of it at to or
// nothing: written beside its place with mode 0600, synced, read back and compared,
// renamed. A file at to is replaced only when over is true. What is copied is
// sealed; nothing opens it here.
func Copy(ctx context.Context, p patience.Patience, from, to string, over bool) (err error) {
	if err := NameFor(to); err != nil {
		return err
	}
	if err := RoomFor(from, filepath.Dir(to)); err != nil {
		return err
	}
	in, size, err := OpenPlain(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(to), Unfinished)
	if err != nil {
		return err
	}
	temp := out.Name()
	defer func() {
		if err != nil {
			err = errors.Join(err, Remove(p, temp))
		}
	}()
	sum, err := Pour(ctx, out, io.LimitReader(in, size))
	err = errors.Join(err, out.Sync(), out.Close())
	if err != nil {
		return err
	}
	back, err := SumOf(ctx, temp)
	if err != nil {
		return err
	}
	if back != sum {
		return ErrUnlike
	}
	err = p.RenameIf(temp, to, func() error {
		if IsThere(to) && !over {
			return vault.ErrExists
		}
		return nil
	})
	if err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(to))
}

// Pour copies and gives the SHA-256 of what went through.
func Pour(ctx context.Context, out io.Writer, in io.Reader) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	piece := make([]byte, 1<<20)
	for {
		if err := ctx.Err(); err != nil {
			return sum, err
		}
		n, err := in.Read(piece)
		h.Write(piece[:n])
		if _, err := out.Write(piece[:n]); err != nil {
			return sum, err
		}
		if err == io.EOF {
			return [sha256.Size]byte(h.Sum(nil)), nil
		}
		if err != nil {
			return sum, err
		}
	}
}

// SumOf is the SHA-256 of a file as it is now; a file that grows meanwhile is read as long as it was.
func SumOf(ctx context.Context, path string) (sum [sha256.Size]byte, err error) {
	return SumUpTo(ctx, path, math.MaxInt64)
}

// SumUpTo is SumOf of the first so many bytes, or of all where there are fewer.
func SumUpTo(ctx context.Context, path string, most int64) (sum [sha256.Size]byte, err error) {
	f, size, err := OpenPlain(path)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	return Pour(ctx, io.Discard, io.LimitReader(f, min(size, most)))
}

// ErrUnlike is a disk that gives back other bytes than were written.
var ErrUnlike = errors.New("what was written reads back otherwise")

// ErrNoFile is a folder, a pipe or a device in the place of a file.
var ErrNoFile = errors.New("not a regular file")

// OpenPlain opens a file for reading and gives its size: who reads so much and no more
// comes to an end, be it written on meanwhile. It is asked before it is opened what it
// is: to open a pipe is to wait for its other end.
func OpenPlain(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, ErrNoFile
	}
	f, err := os.Open(path)
	return f, info.Size(), err
}

// PlaceFor says whether a file can get this name, and take the place of what has it.
func PlaceFor(path string) error {
	if err := NameFor(path); err != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case err != nil || info.Mode().IsRegular():
		return nil // nothing is there, or writing will say why not
	case info.IsDir():
		return vault.ErrExists
	}
	return ErrNoFile
}

// Remove takes a file, or a folder with all that is in it, away; that it is gone already is no error.
func Remove(p patience.Patience, path string) error { return p.RemoveAll(path) }

// SyncFolder makes last what was renamed or removed in a folder, where the system knows how to.
func SyncFolder(folder string) error {
	if runtime.GOOS == "windows" { // a folder cannot be synced there
		return nil
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil // a share that cannot; its server decides
	}
	return errors.Join(err, f.Close())
}

// RoomFor refuses to begin a copy for which the disk has no room, and says how much
// is missing.
func RoomFor(file, folder string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	free, err := vault.FreeRoom(folder)
	if need := info.Size() + spareRoom; err == nil && free < need {
		return &vault.SpaceError{Need: need, Free: free}
	}
	return nil // enough, or nobody knows
}

// spareRoom is what a disk must have left after a copy: the ledger itself needs to
// go on saving.
const spareRoom = 4 << 20

// SetAside gives a file a second name in its folder, so that it is kept whatever
// takes its place: a link where the disk can, a checked copy where it cannot. At no
// moment is there nothing under the first name.
func SetAside(ctx context.Context, p patience.Patience, path, name string) error {
	to := filepath.Join(filepath.Dir(path), name)
	if _, err := os.Lstat(to); err == nil {
		return vault.ErrExists
	}
	if err := os.Link(path, to); err == nil {
		return SyncFolder(filepath.Dir(path))
	}
	return Copy(ctx, p, path, to, false)
}

// Sweep takes away what an interrupted copy or proof left in a folder of backups, which
// may not be there yet. Nothing else may be at work in the folder: unlike
// ClearAbandoned it waits for nothing to grow old.
func Sweep(p patience.Patience, folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if ours, _ := filepath.Match(Unfinished, e.Name()); ours {
			err = errors.Join(err, Remove(p, filepath.Join(folder, e.Name())))
		}
	}
	return err
}

// IsThere says that something has this name, be it a link to nothing.
func IsThere(path string) bool { _, err := os.Lstat(path); return err == nil }

// Same says that two paths are one file or folder.
func Same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return filepath.Clean(a) == filepath.Clean(b) || errX == nil && errY == nil && os.SameFile(x, y)
}
