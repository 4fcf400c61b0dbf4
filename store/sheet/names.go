package sheet

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Names says what labels mean that stand beside the cells to be filled in, as in a registration card that is still blank.
type Names struct{ l *lexicon }

// NamesOf are the names of a vocabulary.
func NamesOf(v Vocabulary) *Names { return &Names{newLexicon(v, newToil(context.Background()))} }

// Key is the column that a label names, "" where it names none beyond doubt. second is of a label with two names.
func (n *Names) Key(label string) (key, second string) {
	if len(label) > 90 {
		return "", ""
	}
	r := n.l.read(strings.TrimRight(strings.TrimSpace(label), ":：* "))
	if r.term < 0 || r.rank >= looseRank {
		return "", ""
	}
	if key = n.l.terms[r.term].Key; r.second >= 0 {
		second = n.l.terms[r.second].Key
	}
	return key, second
}

// IsSerial says that a head is that of the running number.
func IsSerial(head string) bool { return serial(head) }

// Load reads the bytes of a file that somebody sent, however large they say it is, and never waits for what is no file.
func Load(path string) ([]byte, error) {
	if strings.HasPrefix(filepath.Base(path), "~$") {
		return nil, ErrLockFile
	}
	// Asked before opening: to open a pipe is to wait for its other end.
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrKind
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > MaxFile {
		return nil, ErrHugeFile
	}
	return io.ReadAll(io.LimitReader(f, MaxFile+1))
}

// Same says that two paths lead to one file that is there.
func Same(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	two, err := os.Stat(b)
	return err == nil && os.SameFile(one, two)
}
