package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"tuanjian/store/disk"
	"tuanjian/store/vault"
)

// step does one deed of a writing back; a test makes the n-th of them fail.
func (e Env) step(do func() error) error {
	if e.stumble != nil {
		if err := e.stumble(); err != nil {
			return err
		}
	}
	return do()
}

// WriteBack writes what is saved and not in the original yet back to where the ledger
// lies, checked, and returns once it is durable there. It does nothing for a ledger on
// this computer's own disk or when nothing waits. Unwritten, with the reason, when it
// could not: what was saved stays on this computer, and the next call, or the next
// opening of this ledger, tries again. A failure never changes the original.
//
// It reads and writes whole files: call it off the drawing thread.
func (b *Book) WriteBack() error {
	if b.away == nil {
		return nil
	}
	b.away.doing.Lock()
	defer b.away.doing.Unlock()
	return b.away.writeBack(func(to string) error { return b.vault.Copy(to, true) })
}

// LetGo writes back as WriteBack does and takes our mark from beside the original: a
// stick may then be pulled and used on another computer. Work may go on here; the next
// save waits to be written back as ever.
func (b *Book) LetGo() error {
	if b.away == nil {
		return nil
	}
	a := b.away
	a.doing.Lock()
	defer a.doing.Unlock()
	if err := a.writeBack(func(to string) error { return b.vault.Copy(to, true) }); err != nil {
		return err
	}
	if err := a.unmark(); err != nil {
		return a.failed(err)
	}
	a.tell(func() { a.letGo = !a.state.Unwritten })
	return nil
}

// unmark takes our mark from beside the original.
func (a *away) unmark() error {
	m, there, err := readMark(a.note.Path)
	if err != nil || !there || m.Token != a.note.Token {
		return err
	}
	if err := a.env.Patience.Remove(a.note.Path + markEnding); err != nil {
		return err
	}
	return disk.SyncFolder(filepath.Dir(a.note.Path))
}

// LookAway looks whether the original is where it was and as it was, and answers the
// state. It reads the file only when its size or time has changed.
func (b *Book) LookAway() AwayState {
	if b.away == nil {
		return AwayState{}
	}
	a := b.away
	a.doing.Lock()
	defer a.doing.Unlock()
	if a.closed {
		return a.state
	}
	info, err := os.Stat(a.note.Path)
	if err != nil {
		a.tell(func() { a.state.Out = true })
		return b.Away()
	}
	foreign := a.foreign
	if a.last == nil || info.Size() != a.last.Size() || !info.ModTime().Equal(a.last.ModTime()) {
		now, _ := see(a.note.Path, a.note, a.env)
		foreign = now == otherwise
		a.last = info
	}
	a.tell(func() { a.state.Out, a.foreign = false, foreign && !a.state.ReadOnly })
	return b.Away()
}

// writeBack is the writing back; the caller holds doing. snapshot makes a proved copy
// of the ledger as it is at some moment after the call.
func (a *away) writeBack(snapshot func(to string) error) error {
	if a.closed || a.state.ReadOnly {
		return nil
	}
	a.mu.Lock()
	saves := a.saves
	a.mu.Unlock()
	before, err := usedText(a.work)
	if err != nil {
		return a.failed(err)
	}
	if before == a.note.Here && a.note.There != "" {
		a.tell(func() { a.state.Unwritten = a.saves != saves })
		return nil
	}
	s := a.sight()
	how := s.returns()
	if how == wait {
		return a.outside()
	}
	stage := filepath.Join(a.dir, stageName)
	if err := a.env.step(func() error { return snapshot(stage) }); err != nil {
		return a.failed(err)
	}
	defer func() { _ = a.env.Patience.Remove(stage) }() // one that stays is written over by the next
	sum, err := usedText(stage)
	if err != nil {
		return a.failed(err)
	}
	after, err := usedText(a.work)
	if err != nil {
		return a.failed(err)
	}
	if after != before {
		after = "" // a save came between: nobody knows which side of the snapshot it is on
	}
	next := a.note
	next.Going, next.Here, next.There = "", after, sum
	switch how {
	case divert:
		if next.Path, err = a.splitOff(stage); err != nil {
			return a.failed(err)
		}
	default:
		if err := a.replace(stage, sum, how == putAside); err != nil {
			return a.failed(err)
		}
	}
	if err := a.env.step(func() error { return next.save(a.env.Patience, a.dir) }); err != nil {
		return a.failed(err)
	}
	from := a.note.Path
	a.mu.Lock()
	a.note = next
	a.mu.Unlock()
	if how == divert {
		if m, there, err := readMark(from); err == nil && there && m.Token == next.Token {
			_ = a.env.Patience.Remove(from + markEnding) // one left behind is known again by its token
		}
	}
	if s.held == free || how == divert {
		_ = leaveMark(a.env.Patience, next.Path, a.marked, true) // a courtesy; the bytes decide
	}
	a.last, _ = os.Stat(next.Path) // nil: look again
	a.tell(func() {
		a.state.Unwritten, a.state.Out, a.state.Since = a.saves != saves, false, a.env.Now()
		a.trouble, a.foreign = "", false
		if how == divert {
			a.state.Alarm = divertedText(next.Place, next.Path)
		}
	})
	return nil
}

func divertedText(p Site, name string) string {
	return p.inside("") + "的台账在打开期间被别处改过，没有覆盖它。这边的内容另存在旁边，文件名是“" + filepath.Base(name) + "”，接下来的改动也写在那里。请对照两份，把缺的补到一份里。"
}

// replace puts stage in the original's place: the original is the old whole file or the
// new one, whenever the power goes. One that was changed meanwhile is not replaced.
func (a *away) replace(stage, sum string, tornOne bool) error {
	path := a.note.Path
	going := a.note
	going.Going = sum
	whole, err := sumText(stage)
	if err != nil {
		return err
	}
	if err := a.env.step(func() error { return going.save(a.env.Patience, a.dir) }); err != nil {
		return err
	}
	a.mu.Lock()
	a.note = going
	a.mu.Unlock()
	return a.lay(stage, path, whole, func() error {
		switch now, _ := see(path, a.note, a.env); {
		case now == asLeft, now == gone:
			return nil
		case now == torn && tornOne:
			return a.env.Patience.Rename(path, besideName(path, "损坏", func(p string) bool { _, err := os.Lstat(p); return !errors.Is(err, fs.ErrNotExist) }))
		case now == out:
			return fs.ErrNotExist
		}
		return errChangedMeanwhile
	})
}

var errChangedMeanwhile = errors.New("the original was changed while it was being written back")

// splitOff puts a ledger beside the original under a name of its own, and answers it.
// One with the same bytes that is there already will do.
func (a *away) splitOff(from string) (string, error) {
	sum, err := sumText(from)
	if err != nil {
		return "", err
	}
	there := false
	name := besideName(a.note.Path, "冲突", func(p string) bool {
		if _, err := os.Lstat(p); errors.Is(err, fs.ErrNotExist) {
			return false
		}
		same, err := sumText(p)
		there = err == nil && same == sum
		return !there
	})
	if there {
		return name, nil
	}
	return name, a.lay(from, name, sum, func() error {
		if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return fs.ErrExist
		}
		return nil
	})
}

// lay copies a file to a new one beside path, syncs it, reads it back, compares, asks
// whether it is still allowed, renames it to path and makes the name durable.
func (a *away) lay(from, path, sum string, allowed func() error) (err error) {
	temp := a.temp()
	defer func() {
		if err != nil {
			_ = a.env.Patience.Remove(temp) // the first error counts; one that stays is used over again
		}
	}()
	got := ""
	err = a.env.step(func() (err error) {
		got, err = copyProved(from, temp)
		return err
	})
	if err != nil {
		return err
	}
	if got != sum {
		return errMiscopied
	}
	if err := a.env.step(allowed); err != nil {
		return err
	}
	if err := a.env.step(func() error { return a.env.Patience.Rename(temp, path) }); err != nil {
		return err
	}
	return a.env.step(func() error { return disk.SyncFolder(filepath.Dir(path)) })
}

// temp is where a writing back gathers what it writes, beside the original.
func (a *away) temp() string {
	return filepath.Join(filepath.Dir(a.note.Path), ".tuanjian-"+a.note.Token+".tmp")
}

// outside says that there is nowhere to write back to now.
func (a *away) outside() error {
	a.tell(func() { a.state.Out, a.state.Unwritten = true, true })
	return a.unwritten(outWords(a.note.Place), nil)
}

// failed says why the writing back was not done.
func (a *away) failed(err error) error {
	if unreachable(filepath.Dir(a.note.Path)) {
		return a.outside()
	}
	why := "读写出错"
	switch {
	case Tell(err).Code == NoSpace:
		why = "空间不够" + lacking(err)
	case isReadOnly(err):
		why = "不能写入"
	case errors.Is(err, vault.ErrDamaged):
		why = "本机的副本有损坏"
	}
	a.tell(func() { a.trouble, a.state.Unwritten = why, true })
	return a.unwritten(why, err)
}

// lacking is how much room the writing back lacks, where that is known.
func lacking(err error) string {
	var space *vault.SpaceError
	if !errors.As(err, &space) {
		return ""
	}
	return "，还差 " + itoa(int((space.Missing()+1<<20-1)>>20)) + " MB"
}

func (a *away) unwritten(why string, err error) error {
	told := &Error{Code: Unwritten, Message: a.note.Place.after("改动没有写回") + "（" + why + "），都在这台电脑上：" + a.work + "。在这台电脑上再打开一次这个台账，就接着用并写回。"}
	if err != nil {
		told.Err = pathless(err)
	}
	return told
}

// close is the end of a Book that lies away: what waits is written back, the vault is
// closed, and the local copy goes unless it is needed. The caller keeps savers away.
// hurt: the original was damaged already when it was opened; its copy, which no proof
// lets pass, is then written back as it is.
func (a *away) close(v *vault.Vault, hurt bool) error {
	a.doing.Lock()
	defer a.doing.Unlock()
	if a.closed {
		return nil
	}
	home := a.writeBack(func(to string) error { return v.Copy(to, true) })
	err := v.Close()
	if hurt && errors.Is(home, vault.ErrDamaged) && err == nil {
		home = a.writeBack(func(to string) error { _, err := copyProved(a.work, to); return err })
	}
	a.closed = true
	a.leave()
	if home != nil {
		return home
	}
	a.tell(func() { a.letGo = true })
	if err != nil {
		return Tell(err)
	}
	return nil
}
