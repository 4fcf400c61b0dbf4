package store

import (
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"tuanjian/store/disk"
	"tuanjian/store/seal"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// Nevertheless is the Env with which a ledger opens that is marked as open on
// another computer (Elsewhere), after the person was told and wants it. What the
// other one writes back later becomes a file of its own; nothing is written over.
func (e Env) Nevertheless() Env { e.consent = true; return e }

// openAt opens the vault of the ledger at path, or of its local copy.
func (e Env) openAt(path string, unlock func([]seal.Slot) (seal.Key, error)) (*vault.Vault, *away, error) {
	if err := disk.NameFor(path); errors.Is(err, disk.ErrDeviceName) {
		return nil, nil, err // Windows has it lie nowhere, and reads nothing out of it without end
	}
	far, err := e.goAway(path)
	if err != nil {
		return nil, nil, err
	}
	v, err := vault.Open(far.at(path), unlock, e.Vault())
	if far == nil && e.Copies != "" && errors.Is(err, vault.ErrReadOnly) {
		if far, err = e.goSealed(path); err != nil {
			return nil, nil, err
		}
		v, err = vault.Open(far.at(path), unlock, e.Vault())
	}
	if err != nil {
		if far != nil {
			far.leave()
		}
		return nil, nil, err
	}
	return v, far, nil
}

// madeHere lets make fill a new file at temp, which is to be renamed to path. Where path
// lies away the file is made on this computer and copied.
func (e Env) madeHere(path string, id value.ID, temp string, make func(string) error) error {
	if e.Copies == "" || e.placeOf(straight(path)) == Fixed {
		return make(temp)
	}
	if err := os.MkdirAll(e.Copies, 0o700); err != nil {
		return err
	}
	here := filepath.Join(e.Copies, strings.Replace(disk.Unfinished, "*", id.String(), 1))
	defer func() { _ = e.Patience.Remove(here) }() // one that stays is only wasted room
	if err := make(here); err != nil {
		return err
	}
	_, err := copyProved(here, temp)
	return err
}

// sealed refuses changes to a ledger that cannot be written where it lies. What is only
// noted in passing (that a roster was printed) goes into the copy, and with it.
func (b *Book) sealed(d Deed) error {
	if !b.Away().ReadOnly || d.least() == Reader && d != "password" {
		return nil
	}
	return &Error{Code: ReadOnly, Message: onlyLook}
}

const onlyLook = "这个台账所在的位置不能写入（写保护的 U 盘、光盘或只读文件夹），只能查看。要修改，请先把台账文件复制到“文档”文件夹，再打开那一份。"

// goAway prepares a ledger that lies away for being opened; nil where it can be
// worked on as it lies.
func (e Env) goAway(path string) (*away, error) {
	if e.Copies == "" {
		return nil, nil
	}
	path = straight(path)
	n, dir, here := e.noteOf(path)
	place := e.placeOf(path)
	if !here && place == Fixed {
		return nil, nil
	}
	if !here {
		n, dir, here = e.movedTo(path)
	}
	if place == Fixed {
		place = n.Place // its stick is out, or the copy was left when the place was another
	}
	return e.arrive(path, place, dir, here)
}

// goSealed is goAway for a ledger on this computer's disk that cannot be written.
func (e Env) goSealed(path string) (*away, error) {
	return e.arrive(straight(path), Sealed, "", false)
}

func (e Env) arrive(path string, place Site, dir string, here bool) (*away, error) {
	a, err := e.holdCopy(path, place, dir, here)
	if err != nil {
		return nil, err
	}
	if err := a.arrive(); err != nil {
		a.leave()
		return nil, err
	}
	return a, nil
}

// holdCopy takes hold of the folder of a local copy, or of a new one.
func (e Env) holdCopy(path string, place Site, dir string, here bool) (*away, error) {
	token := make([]byte, 8)
	if _, err := io.ReadFull(e.Random, token); err != nil {
		return nil, err
	}
	if !here {
		dir = filepath.Join(e.Copies, hex.EncodeToString(token))
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	release, err := vault.Hold(filepath.Join(dir, holdName))
	if err != nil {
		return nil, err
	}
	n, err := readNote(dir)
	if here && err != nil { // whoever held it before us has just cleared it
		return nil, errors.Join(vault.ErrBusy, release())
	}
	if !here {
		n = note{Token: hex.EncodeToString(token)}
	}
	if n.Work == "" {
		n.Work = filepath.Base(path)
	}
	n.Path, n.Place = path, place
	a := &away{env: e, dir: dir, work: n.work(dir), release: release,
		note: n, watchers: map[int]func(AwayState){}, marked: mark{Computer: e.Computer, Since: e.Now().Unix(), Token: n.Token}}
	return a, nil
}

// arrive does what the table of openings says.
func (a *away) arrive() error {
	s := a.sight()
	consent := a.env.consent
	switch s.opens(consent) {
	case busy:
		return vault.ErrBusy
	case ask:
		return a.elsewhere()
	case missing:
		return vault.ErrMissing
	case divide:
		name, err := a.splitOff(a.work)
		if err != nil {
			return a.stuck(err)
		}
		a.state.Alarm = dividedText(a.note.Place, name)
		if err := a.take(); err != nil {
			return err
		}
	case take:
		if err := a.take(); err != nil {
			return err
		}
	case goOn:
		a.state.Unwritten = s.copied == unwritten
		a.state.Out = s.seen == out || s.seen == gone
		if err := a.note.save(a.env.Patience, a.dir); err != nil {
			return err
		}
	}
	if !a.state.Out {
		_ = a.env.Patience.Remove(a.temp()) // of a writing back that the power ended; mostly there is none
		if err := a.leaveMark(s.held != free); err != nil {
			return err
		}
	}
	a.tell(func() {})
	return nil
}

// leaveMark puts our mark beside the original. Where it cannot be written the ledger
// can be looked at only, unless changes wait that are on this computer already.
func (a *away) leaveMark(replace bool) error {
	err := leaveMark(a.env.Patience, a.note.Path, a.marked, replace)
	switch {
	case errors.Is(err, fs.ErrExist):
		return a.elsewhere()
	case isReadOnly(err):
		a.state.ReadOnly = !a.state.Unwritten
	}
	return nil // the mark is a courtesy; the bytes decide
}

func isReadOnly(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, vault.ErrReadOnly)
}

// elsewhere says who has the ledger open.
func (a *away) elsewhere() error {
	m, _, err := readMark(a.note.Path)
	if err != nil {
		return err
	}
	if _, dir, here := a.env.byToken(m.Token); here && inUse(dir) {
		return vault.ErrBusy
	}
	return &Error{Code: Elsewhere, Message: "这个台账标着正在" + m.told() + "上打开。请先在那边关闭或锁定，让改动写回来。如果确定那边没有人在用，可以仍然打开：两边都改过时会各存一份，不会互相覆盖。"}
}

// stuck says that changes of before are here and cannot be put beside the original.
func (a *away) stuck(err error) error {
	return &Error{Code: Unwritten, Err: pathless(err),
		Message: a.note.Place.inside("本机有上次没写回的改动，而") + "的台账又被别处改过，这里写不进去，不能另存一份。请腾出空间或换到能写入的电脑接口，再打开。本机那份在：" + a.work}
}

func dividedText(p Site, name string) string {
	return p.inside("") + "的台账被别处改过，没有覆盖它。本机的改动另存在旁边，文件名是“" + filepath.Base(name) + "”，用原来的密码打开。请对照两份，把缺的补到一份里。"
}

// take copies the original. A copy that is here holds nothing more than what was
// written back, and goes first: half way there must be no old copy under a new note.
func (a *away) take() error {
	if err := a.env.Patience.Remove(a.work); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	stage := filepath.Join(a.dir, stageName)
	err := vault.Still(a.note.Path, a.env.Vault(), func() error {
		_, err := copyProved(a.note.Path, stage)
		return err
	})
	if err != nil {
		return err
	}
	used, err := usedText(stage)
	if err != nil {
		return err
	}
	a.note.There, a.note.Here, a.note.Going = used, used, ""
	if err := a.env.step(func() error { return a.note.save(a.env.Patience, a.dir) }); err != nil {
		return err
	}
	if err := a.env.step(func() error { return a.env.Patience.Rename(stage, a.work) }); err != nil {
		return err
	}
	return disk.SyncFolder(a.dir)
}

// leave ends the hold on the local copy. One that holds nothing more than the
// original, or nothing yet, is removed with all that was made for it; one that does
// stays, and so does the mark that tells other computers of it.
func (a *away) leave() {
	if a.state.ReadOnly || copyState(a.dir, a.note) != unwritten {
		kept := false
		if m, there, err := readMark(a.note.Path); there && m.Token == a.note.Token {
			kept = a.env.Patience.Remove(a.note.Path+markEnding) != nil
		} else if err != nil || unreachable(filepath.Dir(a.note.Path)) {
			kept = a.note.There != "" // the stick is out with our mark on it: know it again
		}
		a.clear(kept)
	}
	_ = a.release()
	_ = os.Remove(filepath.Join(a.dir, holdName)) // fails where somebody holds it already
	_ = os.Remove(a.dir)                          // fails unless empty
}

// clear removes what lies in the folder of the local copy. What cannot be removed is
// found clean, and removed, by the next opening.
func (a *away) clear(keepNote bool) {
	entries, _ := os.ReadDir(a.dir) // not there: nothing to clear
	for _, e := range entries {
		if e.Name() == holdName || keepNote && e.Name() == noteName {
			continue
		}
		_ = a.env.Patience.Remove(filepath.Join(a.dir, e.Name()))
	}
}

func unreachable(path string) bool { _, err := os.Stat(path); return err != nil }
