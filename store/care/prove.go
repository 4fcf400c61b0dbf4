package care

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"tuanjian/store"
	"tuanjian/store/disk"
	"tuanjian/store/ledger"
	"tuanjian/store/vault"
)

const (
	proveEvery = 7 * 24 * time.Hour
	// provedLate is when a person is told that no backup was proved for long.
	provedLate = 8 * 24 * time.Hour
)

// A proof is what the last restoring for proof found.
type proof struct {
	File   string         `json:"f"`
	Seq    uint64         `json:"s"`
	Time   int64          `json:"t"`
	Counts map[string]int `json:"n"`
	Failed string         `json:"x,omitempty"` // the last try since then failed: why
}

// fingerprint reads every record with its history and gives how many there are of
// each kind, and a sum over all of them that does not depend on their order.
func fingerprint(tx *vault.Tx) (map[string]int, string, error) {
	counts := map[string]int{}
	buckets := []string{store.ChangeBucket}
	for _, kind := range ledger.All {
		buckets = append(buckets, kind.Name())
	}
	whole := sha256.New()
	for _, bucket := range buckets {
		const workers = 4
		var sums [workers][sha256.Size]byte
		var n [workers]int
		damage, err := tx.Load(bucket, workers, func(w, _ int, key, plain []byte) error {
			h := sha256.New()
			h.Write([]byte{byte(len(key) >> 8), byte(len(key))})
			h.Write(key)
			h.Write(plain)
			one := h.Sum(nil)
			carry := 0
			for i := range one {
				carry += int(sums[w][i]) + int(one[i])
				sums[w][i], carry = byte(carry), carry>>8
			}
			n[w]++
			return nil
		})
		if err != nil {
			return nil, "", err
		}
		if len(damage) > 0 {
			return nil, "", vault.ErrDamaged
		}
		var all [sha256.Size]byte
		total := 0
		for w := range workers {
			carry := 0
			for i := range all {
				carry += int(all[i]) + int(sums[w][i])
				all[i], carry = byte(carry), carry>>8
			}
			total += n[w]
		}
		whole.Write([]byte(bucket + "\x00" + strconv.Itoa(total) + "\x00"))
		whole.Write(all[:])
		if bucket != store.ChangeBucket {
			counts[bucket] = total
		}
	}
	return counts, hex.EncodeToString(whole.Sum(nil)), nil
}

// Prove restores the newest backup for proof: into a temporary ledger beside it,
// sealed like every other, opened as a whole, each kind counted, and all compared
// with what was noted when the backup was made. The temporary ledger is gone
// afterwards. What was found is noted and told by StateOf. step may be nil.
func Prove(ctx context.Context, b *store.Book, step func(what string, n, m int)) error {
	if step == nil {
		step = func(string, int, int) {}
	}
	b.Engine().Caring().Lock()
	defer b.Engine().Caring().Unlock()
	return prove(ctx, b, step)
}

func prove(ctx context.Context, b *store.Book, step func(what string, n, m int)) error {
	notes := notesOf(b)
	if len(notes.Made) == 0 {
		return store.Refuse("还没有备份可以验证。请先备份一次。")
	}
	m := &notes.Made[len(notes.Made)-1]
	err := restoreForProof(ctx, b, *m, step)
	if ctx.Err() != nil {
		return store.Tell(ctx.Err())
	}
	if err == nil {
		notes.Proof = &proof{File: m.File, Seq: m.Seq, Time: b.Clock().Unix(), Counts: m.Counts}
	} else {
		m.Bad = true
		if notes.Proof == nil {
			notes.Proof = &proof{}
		}
		notes.Proof.Failed = store.Tell(err).Message
	}
	if noted := keepNotes(b, notes); err == nil {
		err = noted
	}
	if err != nil {
		return store.Tell(err)
	}
	return nil
}

func restoreForProof(ctx context.Context, b *store.Book, m made, step func(what string, n, m int)) error {
	step("恢复到临时文件", 0, 3)
	trial, end, err := onTrial(ctx, b, filepath.Join(BackupFolder(b.Path()), m.File))
	if err != nil {
		return err
	}
	defer end()
	step("逐条读出并核对", 1, 3)
	wounds, err := readable(trial)
	if err != nil {
		return err
	}
	if len(wounds)+len(trial.Engine().Damage()) > 0 {
		return &store.Error{Code: store.Damaged, Message: "最近的备份有读不出来的内容。请在“备份与检查”里按“检查台账”，看坏的是哪一条，再备份一次。"}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	step("清点每一类资料", 2, 3)
	found, err := described(trial)
	if err != nil {
		return err
	}
	for _, kind := range ledger.All {
		if got := trial.Today().Count(kind); got != m.Counts[kind.Name()] {
			return &store.Error{Code: store.Damaged, Message: "最近的备份里，" + kind.Title() + "恢复出来是 " + strconv.Itoa(got) + " 条，备份时是 " + strconv.Itoa(m.Counts[kind.Name()]) + " 条。请马上再备份一次。"}
		}
	}
	if found.Seq != m.Seq || found.Print != m.Print {
		return &store.Error{Code: store.Damaged, Message: "最近的备份恢复出来和备份时不一样。请马上再备份一次。"}
	}
	step("清点每一类资料", 3, 3)
	return nil
}

// A State tells how well a ledger is backed up.
type State struct {
	On      bool      // it is backed up unasked
	Newest  time.Time // of the newest backup; zero: none was made yet
	Changed bool      // something was saved since
	Proved  time.Time // when a backup was last really restored for proof; zero: never
	Seq     uint64    // newest journal entry in it
	Counts  map[string]int
	Late    bool   // Proved is too long ago, or never was
	Failed  string // why the last proof failed, since the last one that did not
	Place   string // the second place
	There   bool   // it is plugged in
	Behind  bool   // the newest backup is not there yet
	Due     bool   // DoDue has something to do
}

// StateOf tells how the ledger's backups stand. It looks at the disk.
func StateOf(b *store.Book) State {
	notes, now := notesOf(b), b.Clock()
	c := State{On: backsUp(b), Place: notes.Place, There: secondThere(b, notes), Changed: current(b, notes) == nil}
	if n := len(notes.Made); n > 0 {
		c.Newest = time.Unix(notes.Made[n-1].Time, 0)
		c.Behind = notes.Place != "" && !slices.Contains(notes.Taken, notes.Made[n-1].File)
	}
	if p := notes.Proof; p != nil {
		c.Failed = p.Failed
		if p.Time != 0 {
			c.Proved, c.Seq, c.Counts = time.Unix(p.Time, 0), p.Seq, p.Counts
		}
	}
	c.Late = longAgo(now, c.Proved, provedLate)
	c.Due = c.On && (dailyDue(b, notes) || proofDue(b, notes) || c.Behind && c.There)
	return c
}

// longAgo says that then is unknown, longer ago than allowed, or in the future by
// more than a day: a clock that was set back proves nothing.
func longAgo(now, then time.Time, allowed time.Duration) bool {
	age := now.Sub(then)
	return then.IsZero() || age > allowed || age < -24*time.Hour
}

// dailyDue says that the newest backup is lost, or that something was saved since and
// no daily one bears the day that the clock shows.
func dailyDue(b *store.Book, notes *careNotes) bool {
	if len(notes.Made) == 0 {
		return true
	}
	newest := notes.Made[len(notes.Made)-1]
	if newest.Bad || !disk.IsThere(filepath.Join(BackupFolder(b.Path()), newest.File)) {
		return true
	}
	today := b.Clock().Format(time.DateOnly)
	for _, m := range slices.Backward(notes.Made) {
		if name, _ := parseBackupName(m.File); name.Why == Daily {
			return current(b, notes) == nil && name.Day != today
		}
	}
	return current(b, notes) == nil
}

func proofDue(b *store.Book, notes *careNotes) bool {
	p := notes.Proof
	return len(notes.Made) > 0 && (p == nil || p.Failed != "" || longAgo(b.Clock(), time.Unix(p.Time, 0), proveEvery))
}

// DoDue does what is due: the day's backup, the second place's, the week's proof.
// A backup that cannot be restored is followed by a new one, which is proved in its
// place. It is for the background: nothing is due in a ledger that is not backed up
// unasked.
func DoDue(ctx context.Context, b *store.Book) (State, error) {
	if !backsUp(b) {
		return StateOf(b), nil
	}
	b.Engine().Caring().Lock()
	err := careDue(ctx, b)
	b.Engine().Caring().Unlock()
	if err != nil {
		return StateOf(b), store.Tell(err)
	}
	return StateOf(b), nil
}

func careDue(ctx context.Context, b *store.Book) error {
	quiet := func(string, int, int) {}
	notes := notesOf(b)
	if dailyDue(b, notes) {
		if _, err := backUp(b, Daily, false); err != nil {
			return err
		}
	} else if n := len(notes.Made); n > 0 && secondThere(b, notes) && !slices.Contains(notes.Taken, notes.Made[n-1].File) {
		toSecond(b, notes, filepath.Join(BackupFolder(b.Path()), notes.Made[n-1].File))
		if err := keepNotes(b, notes); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil || !proofDue(b, notesOf(b)) {
		return err
	}
	if err := prove(ctx, b, quiet); err == nil || ctx.Err() != nil {
		return err
	}
	if _, err := backUp(b, Daily, true); err != nil {
		return err
	}
	return prove(ctx, b, quiet)
}
