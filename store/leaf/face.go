package leaf

import (
	"bytes"
	"io"
	"io/fs"
	"time"

	"github.com/tetratelabs/wazero/sys"

	"tuanjian/assets/fonts"
)

// faces is all that PDFium sees of files: one font, where it looks for fonts. Letters of Chinese offices often name a font
// that everybody has and do not bring it; without one their pages would be empty. The computer's own fonts are not shown to
// it, so that a page looks the same everywhere.
type faces struct{}

const (
	faceFolder = "usr/share/fonts"
	facePath   = faceFolder + "/face.ttf"
)

// Open is a file or a folder by its path from the root. Of the rest PDFium finds nothing.
func (faces) Open(name string) (fs.File, error) {
	switch name {
	case facePath:
		face := fonts.Whole(fonts.Regular)
		return faceFile{bytes.NewReader(face), entry{"face.ttf", int64(len(face)), 0o444}}, nil
	case faceFolder:
		return &folder{entries: []fs.DirEntry{fs.FileInfoToDirEntry(entry{"face.ttf", 0, 0o444})}}, nil
	case ".", "usr", "usr/share":
		return &folder{}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// entry is what is said of a file or a folder.
type entry struct {
	name string
	size int64
	mode fs.FileMode
}

func (e entry) Name() string       { return e.name }
func (e entry) Size() int64        { return e.size }
func (e entry) Mode() fs.FileMode  { return e.mode }
func (e entry) ModTime() time.Time { return time.Time{} }
func (e entry) IsDir() bool        { return e.mode.IsDir() }

// Sys has a number for the file, without which each entry of a folder is looked up once more.
func (e entry) Sys() any {
	number := uint64(2)
	if e.IsDir() {
		number = 1
	}
	return &sys.Stat_t{Ino: number, Mode: e.mode, Nlink: 1, Size: e.size}
}

type faceFile struct {
	*bytes.Reader
	entry entry
}

func (f faceFile) Stat() (fs.FileInfo, error) { return f.entry, nil }
func (faceFile) Close() error                 { return nil }

type folder struct{ entries []fs.DirEntry }

func (*folder) Stat() (fs.FileInfo, error) { return entry{".", 0, fs.ModeDir | 0o555}, nil }
func (*folder) Read([]byte) (int, error)   { return 0, io.EOF }
func (*folder) Close() error               { return nil }

// ReadDir is the door of folders in io/fs: all that is left, where n is not above 0.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	left := f.entries
	if n > 0 {
		if len(left) == 0 {
			return nil, io.EOF
		}
		left = left[:min(n, len(left))]
	}
	f.entries = f.entries[len(left):]
	return left, nil
}
