package care

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"tuanjian/store"
	"tuanjian/store/disk"
)

// TryDelay is how long whoever asks for passwords, a screen or the command line, waits
// after the wrong-th wrong password in a row before it takes another: nothing after the
// first two, then 1, 2, 4, 8, 16, 32 seconds, and a minute from there on. It destroys
// nothing, however often. The waiting is the program's; whoever has the file and a
// program of his own waits only for what each try costs (seal.DefaultEffort).
func TryDelay(wrong int) time.Duration {
	switch {
	case wrong < 3:
		return 0
	case wrong >= 9:
		return time.Minute
	}
	return time.Second << (wrong - 3)
}

// TellTries is how many wrong passwords before an opening are worth telling the
// person who got in.
const TellTries = 3

// TriesTold is what that person is told of so many.
func TriesTold(wrong int) string {
	return "上次打开之前有 " + strconv.Itoa(wrong) + " 次密码不对。要是不是您自己填错的，请改密码，并告诉管理员。"
}

const (
	mostDoors    = 500      // ledgers whose tries are counted; of more, the count begins anew
	largestTries = 64 << 10 // bytes of the file that counts them
)

// WrongTries is how many wrong passwords in a row there were for the ledger or backup at
// path, in whatever window and on the command line. 0 where nothing counts them.
func WrongTries(e store.Env, path string) int { return max(0, tries(e)[doorOf(path)]) }

// CountTry counts one more where err says that a password was wrong.
func CountTry(e store.Env, path string, err error) {
	if err == nil || store.Tell(err).Code != store.WrongPassword {
		return
	}
	keepTries(e, path, WrongTries(e, path)+1)
}

// EndTries ends the count for a ledger that opened, notes the tries before it in the
// journal, and answers how many there were. What cannot be noted, because the disk is
// full or read only, keeps nobody out and goes on being counted.
func EndTries(b *store.Book) int {
	wrong := WrongTries(b.Engine().Env(), b.Path())
	if wrong > 0 && NoteTries(b, wrong) == nil {
		keepTries(b.Engine().Env(), b.Path(), 0)
	}
	return wrong
}

// NoteTries writes down in the journal how many wrong passwords there were since
// the opening before this one. It does nothing for none.
func NoteTries(b *store.Book, wrong int) error {
	if wrong <= 0 {
		return nil
	}
	return journal(b, store.Intent{Deed: "tries", Rows: wrong})
}

// doorOf names a file in the count without telling where it lies or what it is called.
func doorOf(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:8])
}

// tries reads the whole count; a file that is not ours counts nothing.
func tries(e store.Env) map[string]int {
	all := map[string]int{}
	if e.Tries == "" {
		return all
	}
	info, err := os.Stat(e.Tries)
	if err != nil || !info.Mode().IsRegular() || info.Size() > largestTries {
		return all
	}
	text, err := os.ReadFile(e.Tries)
	if err != nil || json.Unmarshal(text, &all) != nil {
		return map[string]int{}
	}
	return all
}

// keepTries writes it down at once, so that a restart forgets no wrong try. Where it
// cannot be written nobody is kept from his work for it.
func keepTries(e store.Env, path string, wrong int) {
	if e.Tries == "" {
		return
	}
	all := tries(e)
	if len(all) >= mostDoors {
		all = map[string]int{}
	}
	all[doorOf(path)] = wrong
	if wrong == 0 {
		delete(all, doorOf(path))
	}
	text, err := json.Marshal(all)
	if err != nil || os.MkdirAll(filepath.Dir(e.Tries), 0o700) != nil {
		return
	}
	_ = disk.WritePlain(e.Patience, e.Tries, func(w io.Writer) error { _, err := w.Write(text); return err })
}
