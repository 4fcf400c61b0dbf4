package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"tuanjian/store/vault"
)

// noteOf finds the local copy of the ledger at path.
func (e Env) noteOf(path string) (n note, dir string, here bool) {
	return e.findNote(func(n note) bool { return samePath(n.Path, path) })
}

// movedTo finds the local copy of a ledger that was at another path, now out of
// reach: its stick has another letter today. Only the very file that was left there
// is taken for it.
func (e Env) movedTo(path string) (n note, dir string, here bool) {
	sum := ""
	return e.findNote(func(n note) bool {
		if n.Place != Removable || !unreachable(n.Path) {
			return false
		}
		if sum == "" {
			sum, _ = usedText(path) // one that cannot be read is no copy's
		}
		return sum != "" && (n.leftThere(sum) || n.leftThere(wholeText(path)))
	})
}

// lies is the file that opening the ledger at path would go on with: the local copy
// where it holds more than the original or the original is out of reach.
func (e Env) lies(path string) string {
	if e.Copies == "" {
		return path
	}
	real := straight(path)
	n, dir, here := e.noteOf(real)
	if !here {
		return path
	}
	s := sight{copied: copyState(dir, n), held: ours}
	if s.seen, _ = see(real, n, e); s.opens(true) == goOn {
		return n.work(dir)
	}
	return path
}

// byToken finds the local copy whose mark says token.
func (e Env) byToken(token string) (n note, dir string, here bool) {
	return e.findNote(func(n note) bool { return token != "" && n.Token == token })
}

func (e Env) findNote(is func(note) bool) (n note, dir string, here bool) {
	folders, err := os.ReadDir(e.Copies)
	if err != nil {
		return n, "", false // no copies yet
	}
	for _, f := range folders {
		at := filepath.Join(e.Copies, f.Name())
		found, err := readNote(at)
		if err != nil || !is(found) {
			continue
		}
		n, dir, here = found, at, true
		if !unreachable(found.work(at)) {
			break // rather than a note whose copy has gone
		}
	}
	return n, dir, here
}

func copyState(dir string, n note) copied {
	sum, err := usedText(n.work(dir))
	switch {
	case errors.Is(err, vault.ErrMissing):
		return noCopy
	case err == nil && sum == n.Here:
		return clean
	}
	return unwritten
}

// sight looks at the local copy, at the original and at its mark. Where the original
// turns out to be what was on its way when the power went, the note says so: another
// thing may be on its way next.
func (a *away) sight() sight {
	s := sight{copied: copyState(a.dir, a.note)}
	sum := ""
	if s.seen, sum = see(a.note.Path, a.note, a.env); s.seen == asLeft {
		a.mu.Lock()
		a.note.There = sum
		a.mu.Unlock()
	}
	m, there, err := readMark(a.note.Path)
	switch {
	case err != nil || !there:
		s.held = free
	case m.Token == a.note.Token:
		s.held = ours
	default:
		s.held = theirs
		if _, dir, here := a.env.byToken(m.Token); here && inUse(dir) {
			s.held = window
		} else if here {
			s.held = ours // left by this computer when the power went
		}
	}
	return s
}

// inUse says whether another window has hold of a local copy.
func inUse(dir string) bool {
	release, err := vault.Hold(filepath.Join(dir, holdName))
	if err != nil {
		return true
	}
	_ = release()
	return false
}

// see looks at the original; the sum of its bytes in use comes with asLeft.
func see(path string, n note, e Env) (seen, string) {
	if unreachable(filepath.Dir(path)) {
		return out, ""
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return gone, ""
	case err != nil:
		return out, ""
	case !info.Mode().IsRegular():
		return otherwise, ""
	}
	sum, err := usedText(path)
	switch {
	case err != nil:
		return out, ""
	case n.leftThere(sum), n.leftThere(wholeText(path)):
		return asLeft, sum
	}
	err = vault.Still(path, e.Vault(), func() error { return nil })
	if errors.Is(err, vault.ErrDamaged) || errors.Is(err, vault.ErrNotLedger) {
		return torn, ""
	}
	return otherwise, ""
}

// adopt looks for other local copies of this very ledger, left when the power went. One
// that holds nothing unwritten goes. One with unwritten changes whose original is within reach is written back there: a file beside this one,
// mostly. The original of another is out of reach: its stick has another letter now, or
// the file was moved. It becomes a file beside this one.
func (b *Book) adopt() {
	name := b.profile.Ledger
	if b.env.Copies == "" || name == "" {
		return
	}
	if b.away != nil && b.away.note.Ledger != name {
		b.away.note.Ledger = name
		_ = b.away.note.save(b.env.Patience, b.away.dir) // without it a copy is found by its path only
	}
	folders, _ := os.ReadDir(b.env.Copies) // none yet
	for _, f := range folders {
		dir := filepath.Join(b.env.Copies, f.Name())
		n, err := readNote(dir)
		if err != nil || n.Ledger != name || samePath(n.Path, straight(b.Path())) {
			continue
		}
		left, err := b.env.holdCopy(n.Path, n.Place, dir, true)
		if err != nil {
			continue // another window has it
		}
		if copyState(dir, n) == unwritten {
			if beside := left.comeBack(b.Path()); beside != "" {
				b.alarm = adoptedText(beside)
			}
		}
		left.leave()
	}
	if b.away != nil && b.alarm != "" {
		b.away.tell(func() { b.away.state.Alarm = b.alarm })
	}
}

// comeBack writes a copy back that nobody has open, or puts it beside the ledger at path.
// It answers the name of a file that is new, "" for none.
func (a *away) comeBack(path string) string {
	if !unreachable(a.note.Path) {
		before := a.note.Path
		a.doing.Lock()
		err := a.writeBack(func(to string) error { _, err := copyProved(a.work, to); return err })
		a.doing.Unlock()
		if err != nil || a.note.Path == before {
			return "" // it waits on, or all is where it should be
		}
		return a.note.Path
	}
	was := a.note
	a.note.Path = path
	beside, err := a.splitOff(a.work)
	a.note = was
	if err != nil {
		return "" // it waits on
	}
	a.note.Here, err = usedText(a.work) // all of it is in the file beside now
	if err != nil {
		return ""
	}
	return beside
}

func adoptedText(name string) string {
	return "本机有这个台账上次没写回的改动，现在另存在旁边，文件名是“" + filepath.Base(name) + "”，用原来的密码打开。请对照两份，把缺的补到一份里。"
}
