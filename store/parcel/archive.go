package parcel

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"io"
	"strings"
)

// The caps are absolute (users.md R12): what is honest stays far below.
const (
	MaxFile   = 200 << 20 // bytes of the sealed file
	MaxUnpack = 1 << 30   // bytes of all files inside together
	MaxFiles  = 64        // files inside
	MaxRows   = 1_000_000 // rows of one table

	// MaxSequence is the largest sequence number; a package a day comes to it after two and a half million years.
	MaxSequence = 999_999_999

	maxManifest  = 1 << 20
	maxDirectory = 32 << 10  // 64 entries with names of at most 64 bytes need a third of it
	maxRecord    = 1 << 20   // bytes of one row, and of one line of base.jsonl
	maxPart      = 512 << 20 // bytes of one file inside
	maxSide      = 64 << 20  // bytes of one of the tables that are kept beside the records
	maxLoose     = 128 << 10 // bytes of one loose text: a cell of a workbook has 32,767 characters at most
)

const (
	manifestName  = "manifest.json"
	signatureName = "manifest.sig"
)

// openArchive reads the directory of the zip and refuses what ours never has: a comment, several disks, 64-bit sizes,
// folders, links, passwords, other names than plain ones.
func openArchive(r io.ReaderAt, size int64) (map[string]*zip.File, error) {
	if err := checkDirectory(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if errors.Is(err, zip.ErrInsecurePath) {
		return nil, ErrNames
	}
	if err != nil {
		return nil, ErrDamaged
	}
	if len(z.File) > MaxFiles {
		return nil, ErrTooManyFiles
	}
	files := make(map[string]*zip.File, len(z.File))
	var total, packed uint64
	for _, f := range z.File {
		if !plainName(f.Name) || files[f.Name] != nil || !f.Mode().IsRegular() {
			return nil, ErrNames
		}
		if f.Flags&1 != 0 || f.Method != zip.Deflate && f.Method != zip.Store {
			return nil, ErrMalformed
		}
		if f.UncompressedSize64 > MaxUnpack {
			return nil, ErrTooMuch
		}
		if total += f.UncompressedSize64; total > MaxUnpack {
			return nil, ErrTooMuch
		}
		if packed += f.CompressedSize64; f.CompressedSize64 > uint64(size) || packed > uint64(size) {
			return nil, ErrDamaged // files lie over each other, as only bombs have them
		}
		files[f.Name] = f
	}
	return files, nil
}

// checkDirectory looks at the end of the zip before archive/zip does, which would read a directory of any length.
func checkDirectory(r io.ReaderAt, size int64) error {
	var end [22]byte
	if size < int64(len(end)) {
		return ErrDamaged
	}
	if _, err := r.ReadAt(end[:], size-int64(len(end))); err != nil && err != io.EOF {
		return ErrDamaged
	}
	le := binary.LittleEndian
	entries, length, at := le.Uint16(end[10:]), le.Uint32(end[12:]), le.Uint32(end[16:])
	switch {
	case le.Uint32(end[:]) != 0x06054b50, le.Uint32(end[4:]) != 0, le.Uint16(end[8:]) != entries, le.Uint16(end[20:]) != 0:
		return ErrDamaged
	case entries > MaxFiles, length > maxDirectory:
		return ErrTooManyFiles
	case int64(at)+int64(length) != size-int64(len(end)):
		return ErrDamaged
	}
	return nil
}

// plainName allows small letters, digits, dot, dash and underscore, beginning with a letter and ending with a letter or
// digit: so no folder, no drive, no stream, no two names that one system takes for the same, and none that Windows keeps
// for devices (users.md R13).
func plainName(name string) bool {
	if name == "" || len(name) > 64 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") != "" ||
		name[0] < 'a' || strings.ContainsAny(name[len(name)-1:], "._-") {
		return false
	}
	stem, _, _ := strings.Cut(name, ".")
	switch stem {
	case "con", "prn", "aux", "nul":
		return false
	}
	return !(len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && stem[3] >= '0' && stem[3] <= '9')
}
