package care

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tuanjian/store"
	"tuanjian/store/disk"
	"tuanjian/store/seal"
	"tuanjian/store/vault"
)

// Restore puts the ledger of a backup at path, where nothing may be yet. The backup
// is opened with a password of its own, read whole, and copied; it stays as it is.
func Restore(from, path, password string, env store.Env) error {
	if disk.IsThere(path) {
		return &store.Error{Code: store.Exists, Message: "这里已经有一个台账。请先把它改名或移走，再恢复备份。"}
	}
	b, err := RestoreOver(context.Background(), from, path, password, env, nil)
	if err != nil {
		return err
	}
	if err := b.Close(); err != nil {
		return store.Tell(err)
	}
	return nil
}

// RestoreOver puts the ledger of a backup at path and opens it, for a ledger that is
// missing, damaged or not open. The backup is opened with a password of its own, or with
// one of the ledger at path, read whole and stays as it is.
//
// Where the ledger at path opens by the same key, its roles decide whether the operator
// may (NotAllowed), one of its passwords must have been given, and its slots and
// operators stay: a backup from before he was taken off lets nobody in again. Of a
// ledger that does not open the backup's roles decide.
//
// What is at path is kept first: as a backup of its own when
// the backup's key opens it, else under a second name (see asideName). Whenever the
// program ends, path holds the old file or the new one.
func RestoreOver(ctx context.Context, from, path, password string, env store.Env, step func(what string, n, m int)) (*store.Book, error) {
	if disk.IsThere(path) && disk.Same(from, path) {
		return nil, store.Refuse("备份不能恢复到它自己上。请选台账原来的位置。")
	}
	if err := disk.PlaceFor(path); err != nil {
		return nil, store.Tell(err)
	}
	var key seal.Key
	operator, ofToday := "", false
	today, by := openedBy(path, password, env)
	unlock := func(slots []seal.Slot) (seal.Key, string, error) {
		k, at, err := env.Opens(slots, password)
		switch {
		case err == nil:
			key, operator = k, slots[at].Name
		case by != "":
			key, operator, ofToday, err = today, by, true, nil
		}
		return key, operator, err
	}
	say(step, "读出备份", 0)
	trial, end, err := tryOut(ctx, filepath.Dir(path), from, env, unlock)
	if told := store.Tell(err); err != nil && ofToday && told.Code == store.Damaged {
		return nil, store.Tell(seal.ErrWrongPassword) // the key of another ledger
	}
	if err != nil {
		return nil, store.Tell(err)
	}
	defer end()
	old, err := openOld(path, key, by, env)
	if err != nil {
		return nil, store.Tell(err)
	}
	if old != nil {
		defer old.Close()
		old.Engine().ClearUnfinished()
		if err := mayGiveWay(old, by); err != nil {
			return nil, err
		}
		operator = by
	} else if err := trial.Allow(store.MayRestore); err != nil {
		return nil, err
	}
	if err := sound(trial, step); err != nil {
		return nil, err
	}
	say(step, "留下原来的", 2)
	if err := keepOld(ctx, path, old, trial); err != nil {
		return nil, store.Tell(err)
	}
	if err := put(ctx, trial, from, path, step); err != nil {
		return nil, store.Tell(err)
	}
	return openWith(path, key, operator, env)
}

// openedBy is whose password it is in the ledger at path, and the key to that; "" where
// there is none, or it is nobody's.
func openedBy(path, password string, env store.Env) (key seal.Key, name string) {
	if !disk.IsThere(path) {
		return key, ""
	}
	slots, err := env.Slots(path)
	if err != nil {
		return key, "" // why it does not open is said when it is opened
	}
	key, at, err := env.Opens(slots, password)
	if err != nil {
		return seal.Key{}, ""
	}
	return key, slots[at].Name
}

// openOld opens what is at path by the key of a backup; nil for nothing, for another
// ledger and for a damaged one.
func openOld(path string, key seal.Key, operator string, env store.Env) (*store.Book, error) {
	if !disk.IsThere(path) {
		return nil, nil
	}
	old, err := openWith(path, key, operator, env)
	if told := store.Tell(err); err != nil && (told.Code == store.Damaged || told.Code == store.NotLedger) {
		return nil, nil
	}
	return old, err
}

// mayGiveWay says whether the operator whose password was given, "" for nobody's of
// today, may put a backup in the place of this ledger.
func mayGiveWay(b *store.Book, operator string) error {
	if operator == "" {
		return &store.Error{Code: store.NotAllowed, Message: "原来的台账还打得开，这个密码现在打不开它。换下它要用现在的密码：请让管理员用自己现在的密码恢复。"}
	}
	return b.Allow(store.MayRestore)
}

// keepOld keeps what is at path before a backup takes its place, and gives the backup
// the slots and operators of today; old is nil where it does not open.
func keepOld(ctx context.Context, path string, old, trial *store.Book) error {
	switch {
	case old != nil:
		err := old.Engine().HandTo(trial)
		if err == nil {
			err = keepForRestore(ctx, old, trial)
		}
		return errors.Join(err, old.Close())
	case disk.IsThere(path):
		return disk.SetAside(ctx, trial.Patience(), path, asideName(path))
	}
	return nil
}

// keepForRestore backs this ledger up, anew even when the newest backup holds the same,
// so that a person finds what was replaced under that name, or where it is too damaged for that gives its
// file a second name, and tells the one that takes its place of all its backups.
func keepForRestore(ctx context.Context, b *store.Book, trial *store.Book) error {
	_, err := backUp(b, BeforeRestore, true)
	if told := store.Tell(err); err != nil && told.Code == store.Damaged {
		err = disk.SetAside(ctx, b.Patience(), b.Path(), asideName(b.Path()))
	}
	if err != nil {
		return err
	}
	notes := notesOf(b)
	for i := range notes.Made {
		notes.Made[i].Left = true
	}
	return keepNotes(trial, notes)
}

// asideName is the free name under which a damaged ledger stays: 塔前社区 损坏
// 000123.tjz, by the highest number among its backups.
func asideName(path string) string {
	number := uint64(0)
	if names, err := backupNames(BackupFolder(path)); err == nil && len(names) > 0 {
		number = names[0].Number
	}
	stem := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	for ; ; number++ {
		name := fmt.Sprintf("%s 损坏 %06d%s", stem, number, vault.Extension)
		if !disk.IsThere(filepath.Join(filepath.Dir(path), name)) {
			return name
		}
	}
}

// RestoreFrom puts a backup in the place of this ledger and opens it by the same key:
// no second password is asked, and the passwords of today stay those that open it.
// First the backup is read whole and this ledger kept as a backup of its own.
//
// The answer is the Book that is open afterwards: the restored one, or with an error
// this one, or this ledger opened again; nil with an error when nothing is open any
// more. A Book that is not the answer is closed.
func RestoreFrom(ctx context.Context, b *store.Book, from string, step func(what string, n, m int)) (*store.Book, error) {
	if err := b.Allow(store.MayRestore); err != nil {
		return b, err
	}
	b.Engine().Caring().Lock()
	defer b.Engine().Caring().Unlock()
	if disk.Same(from, b.Path()) {
		return b, store.Refuse("备份不能恢复到它自己上。请选一个备份。")
	}
	say(step, "读出备份", 0)
	trial, end, err := onTrial(ctx, b, from)
	if err != nil {
		return b, err
	}
	defer end()
	if err := sound(trial, step); err != nil {
		return b, err
	}
	say(step, "留下现在的", 2)
	if err := b.Engine().HandTo(trial); err != nil {
		return b, store.Tell(err)
	}
	if err := keepForRestore(ctx, b, trial); err != nil {
		return b, store.Tell(err)
	}
	if err := ctx.Err(); err != nil {
		return b, store.Tell(err)
	}
	key, operator := b.Engine().Key(), b.Operator()
	if err := b.Close(); err != nil {
		return nil, store.Tell(err)
	}
	put := put(context.WithoutCancel(ctx), trial, from, b.Path(), step)
	now, err := openWith(b.Path(), key, operator, b.Engine().Env())
	if err != nil {
		return nil, errors.Join(put, err)
	}
	if put != nil {
		return now, store.Tell(put)
	}
	return now, nil
}

func say(step func(what string, n, m int), what string, n int) {
	if step != nil {
		step(what, n, 4)
	}
}

// sound reads a ledger on trial whole and refuses one that has damage.
func sound(b *store.Book, step func(what string, n, m int)) error {
	say(step, "逐条读出并核对", 1)
	wounds, err := readable(b)
	if err != nil {
		return err
	}
	if len(wounds)+len(b.Engine().Damage()) > 0 {
		return &store.Error{Code: store.Damaged, Message: "这个备份有读不出来的内容，没有恢复。请换一个备份。"}
	}
	return nil
}

// put notes in a ledger on trial what it was restored from, closes it and puts a copy
// of it at path.
func put(ctx context.Context, b *store.Book, from, path string, step func(what string, n, m int)) error {
	if err := pass(b, path); err != nil {
		return err
	}
	if err := journal(b, store.Intent{Deed: store.MayRestore, What: strings.TrimSuffix(filepath.Base(from), filepath.Ext(from))}); err != nil {
		return err
	}
	if err := b.Close(); err != nil {
		return err
	}
	say(step, "放回原来的位置", 3)
	if err := disk.Copy(ctx, b.Patience(), b.Path(), path, true); err != nil {
		return err
	}
	say(step, "放回原来的位置", 4)
	return nil
}

// onTrial opens a copy of a backup by the key of this ledger. The backup is only read.
// end closes the copy and takes it away.
func onTrial(ctx context.Context, b *store.Book, backup string) (trial *store.Book, end func(), err error) {
	if err := b.Engine().InReach(); err != nil {
		return nil, nil, err
	}
	folder := BackupFolder(b.Path())
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, nil, store.Tell(err)
	}
	if err := disk.Sweep(b.Patience(), folder); err != nil {
		return nil, nil, store.Tell(err)
	}
	trial, end, err = tryOut(ctx, folder, backup, b.Engine().Env(), func([]seal.Slot) (seal.Key, string, error) {
		return b.Engine().Key(), b.Operator(), nil
	})
	if told := store.Tell(err); err != nil && told.Code == store.Damaged {
		return nil, nil, &store.Error{Code: store.Damaged, Message: "这个备份打不开：它已经损坏，或者不是这个台账的备份。请换一个备份。", Err: told.Err}
	}
	if err != nil {
		return nil, nil, store.Tell(err)
	}
	return trial, end, nil
}

// An unlocking finds the key of a ledger and whose Book it is, by the ledger's key slots.
type unlocking = func([]seal.Slot) (seal.Key, string, error)

// openWith opens a ledger or a copy of one by the key that it shares with another.
func openWith(path string, key seal.Key, operator string, env store.Env) (*store.Book, error) {
	return store.OpenBy(path, env, func([]seal.Slot) (seal.Key, string, error) { return key, operator, nil })
}

// tryOut copies a backup into a new folder below folder and opens the copy there.
func tryOut(ctx context.Context, folder, backup string, env store.Env, unlock unlocking) (trial *store.Book, end func(), err error) {
	own, err := os.MkdirTemp(folder, disk.Unfinished)
	if err != nil {
		return nil, nil, err
	}
	path := filepath.Join(own, "试恢复"+vault.Extension)
	if err = disk.Copy(ctx, env.Patience, backup, path, false); err == nil {
		env.Backups, env.Copies = store.NoBackups, "" // it is a copy already
		trial, err = store.OpenBy(path, env, unlock)
	}
	if err != nil {
		return nil, nil, errors.Join(err, disk.Remove(env.Patience, own))
	}
	// What cannot be taken away now is swept before the next backup.
	return trial, func() { _ = trial.Close(); _ = disk.Remove(env.Patience, own) }, nil
}
