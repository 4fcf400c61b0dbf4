package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"tuanjian/store/disk"
	"tuanjian/store/patience"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// Names in the folder of one local copy.
const (
	noteName  = "note.json"
	holdName  = "hold"
	stageName = "stage"
)

// markEnding is how the file beside a ledger ends that says who has it open.
const markEnding = ".正在使用"

// A note lies beside a local copy and says what it is a copy of. It holds no word of
// the ledger's.
type note struct {
	Path   string `json:"path"`             // of the original
	Work   string `json:"work"`             // name of the local copy
	Token  string `json:"token"`            // random; the mark beside the original has it too
	Ledger string `json:"ledger,omitempty"` // the ledger's own random name, once it was unlocked
	There  string `json:"there"`            // sum of what was in use of the original as it was taken or written last; "" where there was none
	Going  string `json:"going,omitempty"`  // the same of what is on its way to the original's place
	Here   string `json:"here"`             // sum of what was in use of the local copy when it held nothing more than There
	Place  Site   `json:"place"`
}

// leftThere says whether sum is that of the original as it was left, or of what was on its way to it.
func (n note) leftThere(sum string) bool { return sum != "" && (sum == n.There || sum == n.Going) }

func (n note) work(dir string) string { return filepath.Join(dir, filepath.Base(n.Work)) }

func readNote(dir string) (note, error) {
	var n note
	text, err := readSmall(filepath.Join(dir, noteName))
	if err != nil {
		return n, err
	}
	return n, json.Unmarshal(text, &n)
}

// save puts the note in its place so that it is the old one or the new one.
func (n note) save(p patience.Patience, dir string) error {
	text, err := json.Marshal(n)
	if err != nil {
		return err
	}
	temp := filepath.Join(dir, noteName+".new")
	if err := writeSynced(p, temp, text, os.O_TRUNC); err != nil {
		return err
	}
	if err := p.Rename(temp, filepath.Join(dir, noteName)); err != nil {
		return err
	}
	return disk.SyncFolder(dir)
}

// A mark says who works on a ledger, to programs on other computers.
type mark struct {
	Computer string `json:"computer"`
	Since    int64  `json:"since"` // Unix seconds, by that computer's clock; told, never compared
	Token    string `json:"token"`
}

// readMark reads the mark beside a ledger. One that cannot be understood is somebody
// else's, of a computer without a name.
func readMark(path string) (m mark, there bool, err error) {
	text, err := readSmall(path + markEnding)
	if errors.Is(err, fs.ErrNotExist) {
		return m, false, nil
	}
	if err != nil {
		return m, false, err
	}
	if json.Unmarshal(text, &m) != nil {
		m = mark{}
	}
	m.Computer = screenName(m.Computer)
	return m, true, nil
}

// screenName leaves of a foreign computer's name what can stand in a sentence.
func screenName(name string) string {
	name = value.OneLine(name)
	if runes := []rune(name); len(runes) > 40 {
		name = string(runes[:40])
	}
	return name
}

// leaveMark writes our mark; with replace over another's. fs.ErrExist without.
func leaveMark(p patience.Patience, path string, m mark, replace bool) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	how := os.O_EXCL
	if replace {
		how = os.O_TRUNC
	}
	return writeSynced(p, path+markEnding, text, how)
}

// told is the mark in words.
func (m mark) told() string {
	who := "另一台电脑"
	if m.Computer != "" {
		who = "“" + m.Computer + "”"
	}
	if m.Since <= 0 {
		return who
	}
	return who + "（自 " + time.Unix(m.Since, 0).Format("2006-01-02 15:04") + "）"
}

// readSmall reads a file that is small if it is ours.
func readSmall(path string) ([]byte, error) {
	f, _, err := disk.OpenPlain(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 1<<16))
}

func writeSynced(p patience.Patience, path string, text []byte, how int) error {
	f, err := p.Open(path, os.O_WRONLY|os.O_CREATE|how, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// sumText is the SHA-256 of a file's bytes as a note keeps it.
func sumText(path string) (string, error) {
	sum, err := disk.SumOf(context.Background(), path)
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(sum[:]), nil
}

// wholeText is sumText as a note kept it of an original before it kept usedText; "" of a file that cannot be read.
func wholeText(path string) string {
	sum, _ := sumText(path) // whoever asks has just read it
	return sum
}

// usedText is sumText of those bytes of a ledger that are in use: opening alone may lengthen the file, another
// computer's opening of the original too.
func usedText(path string) (string, error) {
	used, err := vault.Extent(path)
	if err != nil {
		return "", err
	}
	sum, err := disk.SumUpTo(context.Background(), path, used)
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(sum[:]), nil
}

// copyProved copies a file, syncs the copy, opens it again and compares what it
// reads with what was read before. to is replaced. The answer is the sum of both.
func copyProved(from, to string) (string, error) {
	if err := disk.RoomFor(from, filepath.Dir(to)); err != nil {
		return "", err
	}
	in, size, err := disk.OpenPlain(from)
	if err != nil {
		return "", err
	}
	defer in.Close()
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	sum, err := disk.Pour(context.Background(), f, io.LimitReader(in, size))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", err
	}
	want := hex.EncodeToString(sum[:])
	got, err := sumText(to)
	if err != nil {
		return "", err
	}
	if got != want {
		return "", errMiscopied
	}
	return want, nil
}

var errMiscopied = errors.New("what was written reads back otherwise")

// samePath says whether two paths are spelled as one.
func samePath(a, b string) bool {
	if runtime.GOOS == "windows" {
		return strings.EqualFold(a, b)
	}
	return a == b
}

// straight is a path without its detours, so that two names of one file are one.
func straight(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	// The file may be new, or its stick out: its folder may still have a detour.
	if real, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(real, filepath.Base(path))
	}
	return path
}
