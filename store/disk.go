package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"tuanjian/store/vault"
)

// copyFile copies a closed file so that afterwards there is all of it at to or
// nothing: written beside its place with mode 0600, synced, read back and compared,
// renamed. A file at to is replaced only when over is true. What is copied is
// sealed; nothing opens it here.
func copyFile(ctx context.Context, from, to string, over bool) (err error) {
	if err := roomFor(from, filepath.Dir(to)); err != nil {
		return err
	}
	in, size, err := openPlain(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(to), unfinished)
	if err != nil {
		return err
	}
	temp := out.Name()
	defer func() {
		if err != nil {
			err = errors.Join(err, removed(temp))
		}
	}()
	sum, err := pour(ctx, out, io.LimitReader(in, size))
	err = errors.Join(err, out.Sync(), out.Close())
	if err != nil {
		return err
	}
	back, err := sumOf(ctx, temp)
	if err != nil {
		return err
	}
	if back != sum {
		return &Error{Code: Damaged, Message: "写进去的和读回来的不一样。这个磁盘或 U 盘可能坏了，请换一个。"}
	}
	if _, err := os.Lstat(to); err == nil && !over {
		return vault.ErrExists
	}
	if err := os.Rename(temp, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// pour copies and gives the SHA-256 of what went through.
func pour(ctx context.Context, out io.Writer, in io.Reader) (sum [sha256.Size]byte, err error) {
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

func sumOf(ctx context.Context, path string) (sum [sha256.Size]byte, err error) {
	f, size, err := openPlain(path)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	return pour(ctx, io.Discard, io.LimitReader(f, size))
}

// errNoFile is a folder, a pipe or a device in the place of a file.
var errNoFile = errors.New("not a regular file")

// openPlain opens a file for reading and gives its size: who reads so much and no more
// comes to an end, be it written on meanwhile. It is asked before it is opened what it
// is: to open a pipe is to wait for its other end.
func openPlain(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, errNoFile
	}
	f, err := os.Open(path)
	return f, info.Size(), err
}

// placeForFile says whether a file can get this name, and take the place of what has it.
func placeForFile(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil || info.Mode().IsRegular():
		return nil // nothing is there, or writing will say why not
	case info.IsDir():
		return vault.ErrExists
	}
	return errNoFile
}

// removed takes a file away; that it is gone already is no error.
func removed(path string) error {
	if err := os.RemoveAll(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func syncFolder(folder string) error {
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

// roomFor refuses to begin a copy for which the disk has no room, and says how much
// is missing.
func roomFor(file, folder string) error {
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

// setAside gives a file a second name in its folder, so that it is kept whatever
// takes its place: a link where the disk can, a checked copy where it cannot. At no
// moment is there nothing under the first name.
func setAside(ctx context.Context, path, name string) error {
	to := filepath.Join(filepath.Dir(path), name)
	if _, err := os.Lstat(to); err == nil {
		return vault.ErrExists
	}
	if err := os.Link(path, to); err == nil {
		return syncFolder(filepath.Dir(path))
	}
	return copyFile(ctx, path, to, false)
}

// sweep takes away what an interrupted copy or proof left in a folder of backups, which
// may not be there yet. Nothing else may be at work in the folder: unlike
// clearAbandoned it waits for nothing to grow old.
func sweep(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if ours, _ := filepath.Match(unfinished, e.Name()); ours {
			err = errors.Join(err, removed(filepath.Join(folder, e.Name())))
		}
	}
	return err
}
