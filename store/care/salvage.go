package care

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/disk"
	"tuanjian/store/ledger"
	"tuanjian/store/seal"
	"tuanjian/store/vault"
)

// A Salvage says which damaged ledger is to be saved into which new one.
type Salvage struct {
	From, To  string
	Password  string // of any operator
	SlotsFrom string // a backup of this ledger, for when the file has lost its own key slots; may be ""
	Name      string // of the community or street, for when even that is lost; "" takes the file's name
}

// A Salvaged tells what a salvage brought into the new ledger, and what it could not.
type Salvaged struct {
	Path   string
	Name   string         // whose ledger it is
	Counts map[string]int // records by kind
	Older  int            // of them, as an older version had them
	Lost   []string       // what is not whole, a sentence each; empty where all was found

	key      seal.Key
	operator string
	env      store.Env
}

// Open opens the new ledger by the key that the salvage had.
func (s *Salvaged) Open() (*store.Book, error) { return openWith(s.Path, s.key, s.operator, s.env) }

// Run writes all that is whole in a damaged ledger into a new one, with the same
// passwords, and tells what is not. The damaged file is only read. The newest version
// of each record that opens is taken, from its own place, from pages that are no longer
// in use or from the journal; what was removed before stays removed. The new ledger has
// been read back whole before it gets its name, and never replaces a file.
//
// 只读 may not (NotAllowed). Where the roles are not whole nobody is 管理员 of the new
// ledger until its recovery code opens it (see [store.Staff.RolesLost]).
func (o Salvage) Run(ctx context.Context, env store.Env, step func(what string, n, m int)) (*Salvaged, error) {
	return o.run(ctx, env, step, func(slots []seal.Slot) (seal.Key, int, error) {
		return env.Opens(slots, o.Password)
	})
}

// run is Run with another way to the key.
func (o Salvage) run(ctx context.Context, env store.Env, step func(what string, n, m int), unlock func([]seal.Slot) (seal.Key, int, error)) (*Salvaged, error) {
	if disk.IsThere(o.To) {
		return nil, store.Tell(vault.ErrExists)
	}
	options := env.Vault()
	options.Buckets = []string{store.ChangeBucket, store.SettingBucket, store.DraftBucket, store.BinBucket, store.SubmissionBucket, store.SnapshotBucket, store.FiguresBucket, store.SentBucket, store.DecisionBucket, store.PieceBucket}
	for _, kind := range ledger.All {
		options.Buckets = append(options.Buckets, kind.Name())
	}
	if o.SlotsFrom != "" {
		slots, err := vault.SlotsOf(o.SlotsFrom, options)
		if err != nil {
			return nil, store.Tell(err)
		}
		options.Slots = slots
	}
	say(step, "逐页查找", 0)
	out := &Salvaged{Path: o.To, env: env}
	own := seal.Slot{}
	found, err := vault.Rescue(o.From, func(slots []seal.Slot) (seal.Key, error) {
		key, at, err := unlock(slots)
		if err == nil {
			out.key = key
			if at >= 0 && at < len(slots) {
				own = slots[at]
			}
		}
		return key, err
	}, options)
	if err != nil {
		return nil, store.Tell(err)
	}
	defer found.Close()
	out.operator = own.Name
	p := newPieces(found, out)
	if err := p.gather(ctx); err != nil {
		return nil, store.Tell(err)
	}
	say(step, "挑出每一条最新的", 1)
	p.choose()
	if p.empty() {
		return nil, &store.Error{Code: store.Damaged, Message: "这个文件里没有一条能读出来的资料，没有做成新台账。请用最近的备份恢复。"}
	}
	if err := p.complete(o, env); err != nil {
		return nil, store.Tell(err)
	}
	folder, err := os.MkdirTemp(filepath.Dir(o.To), disk.Unfinished)
	if err != nil {
		return nil, store.Tell(err)
	}
	defer func() { _ = disk.Remove(env.Patience, folder) }()
	temp := filepath.Join(folder, "抢救"+vault.Extension)
	say(step, "写成新台账", 2)
	err = p.write(temp, slotsOnce(found.Slots(), own), env)
	if err == nil {
		err = p.readBack(ctx, temp, step)
	}
	if err == nil {
		err = disk.Copy(ctx, env.Patience, temp, o.To, false)
	}
	if err != nil {
		return nil, store.Tell(err)
	}
	say(step, "写成新台账", 4)
	return out, nil
}

// slotsOnce are the key slots of the new ledger: of each operator one, the one that
// opened first.
func slotsOnce(slots []seal.Slot, own seal.Slot) []seal.Slot {
	var once []seal.Slot
	seen := map[[2]string]bool{}
	for _, s := range append([]seal.Slot{own}, slots...) {
		if name := [2]string{s.Kind, s.Name}; s.Kind != "" && !seen[name] && s.Check() == nil {
			seen[name] = true
			once = append(once, s)
		}
	}
	return once
}

// readBack opens the new ledger, reads it whole, notes the salvage in its journal and
// finds the names for the list.
func (p *pieces) readBack(ctx context.Context, path string, step func(what string, n, m int)) error {
	env := p.out.env
	env.Backups, env.Copies = store.NoBackups, "" // nobody knows of it yet
	b, err := openWith(path, p.out.key, p.out.operator, env)
	if err != nil {
		return err
	}
	defer b.Close()
	say(step, "逐条读出并核对", 3)
	hurt, err := readable(b)
	if err != nil {
		return err
	}
	if len(hurt)+len(b.Engine().Damage()) > 0 {
		return errors.New("the new ledger does not read back whole")
	}
	p.out.Name, p.out.Counts = b.Profile().Name, map[string]int{}
	for _, kind := range ledger.All {
		p.out.Counts[kind.Name()] = b.Today().Count(kind)
	}
	p.tell(b)
	if err := ctx.Err(); err != nil {
		return err
	}
	return noteSalvage(b, len(p.out.Lost))
}

// noteSalvage writes the salvage into the journal, whatever the operator's role: it
// is the program that saved what it could.
func noteSalvage(b *store.Book, lost int) error {
	return b.Engine().Vault().Update(func(tx *vault.Tx) error {
		line, err := json.Marshal(store.Entry{Time: b.Clock().Unix(), Who: b.Operator(), Intent: "salvage", Detail: store.Detail{Rows: lost}})
		if err != nil {
			return err
		}
		_, err = tx.Append(line)
		return err
	})
}

// SalvageTo is [Salvage.Run] for a ledger that is open, by its own key. The answer's
// Book is open afterwards in the place of this one, which is closed meanwhile; nil when
// it could not be opened again. The ledger itself stays as it is.
func SalvageTo(ctx context.Context, b *store.Book, to string, step func(what string, n, m int)) (*Salvaged, *store.Book, error) {
	if err := b.Allow(store.MayBackup); err != nil {
		return nil, b, err
	}
	b.Engine().Caring().Lock()
	defer b.Engine().Caring().Unlock()
	key, operator, env := b.Engine().Key(), b.Operator(), b.Engine().Env()
	if err := b.Close(); err != nil {
		return nil, nil, store.Tell(err)
	}
	o := Salvage{From: b.Path(), To: to, Name: b.Profile().Name}
	out, failed := o.run(ctx, env, step, func(slots []seal.Slot) (seal.Key, int, error) {
		for i, s := range slots {
			if s.Kind == seal.KindPassword && s.Name == operator {
				return key, i, nil
			}
		}
		return key, -1, nil
	})
	if out != nil && out.operator == "" {
		out.operator = operator
	}
	again, err := openWith(b.Path(), key, operator, env)
	if failed != nil {
		return nil, again, errors.Join(failed, err)
	}
	if err != nil {
		return out, nil, nil // the damaged one is not needed any more
	}
	return out, again, nil
}

// SalvageName is a free path for the new ledger beside the damaged one.
func SalvageName(damaged string) string {
	stem := strings.TrimSuffix(damaged, filepath.Ext(damaged)) + " 抢救"
	path := stem + vault.Extension
	for n := 2; disk.IsThere(path); n++ {
		path = stem + "-" + strconv.Itoa(n) + vault.Extension
	}
	return path
}
