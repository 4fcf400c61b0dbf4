package care

import (
	"context"
	"os"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/seal"
)

// A Contents tells what a backup holds.
type Contents struct {
	Name    string // whose ledger it is
	Counts  map[string]int
	Last    store.Entry // of its journal
	Against []Contrast
}

// A Contrast tells what would be otherwise in one kind if a backup took the place of
// the ledger as it is.
type Contrast struct {
	Kind                    ledger.Kind
	Added, Removed, Changed int
	Names                   []Otherwise // the first of them
}

// An Otherwise is one record that would come back, go, or be what it was.
type Otherwise struct {
	Name string
	Sign string // ＋ － ±
}

// mostNames is how many records of a kind are called by name in a Contrast.
const mostNames = 50

// LookInto tells what a backup of this ledger holds and what would be otherwise if it
// were restored now. The backup is only read.
func LookInto(ctx context.Context, b *store.Book, backup string, step func(what string, n, m int)) (*Contents, error) {
	b.Engine().Caring().Lock()
	defer b.Engine().Caring().Unlock()
	say(step, "读出备份", 0)
	trial, end, err := onTrial(ctx, b, backup)
	if err != nil {
		return nil, err
	}
	defer end()
	c, err := contents(trial)
	if err != nil {
		return nil, err
	}
	say(step, "和现在的台账比较", 2)
	for _, kind := range ledger.All {
		d, err := contrast(b, kind, trial)
		if err != nil {
			return nil, store.Tell(err)
		}
		if d.Added+d.Removed+d.Changed > 0 {
			c.Against = append(c.Against, d)
		}
	}
	say(step, "和现在的台账比较", 4)
	return c, nil
}

// ContentsOf tells what a backup holds, opened with its password. The backup is only
// read.
func ContentsOf(ctx context.Context, backup, password string, env store.Env, step func(what string, n, m int)) (*Contents, error) {
	say(step, "读出备份", 0)
	trial, end, err := tryOut(ctx, os.TempDir(), backup, env, func(slots []seal.Slot) (seal.Key, string, error) {
		key, _, err := env.Opens(slots, password)
		return key, "", err
	})
	if err != nil {
		return nil, store.Tell(err)
	}
	defer end()
	say(step, "读出备份", 4)
	return contents(trial)
}

func contents(b *store.Book) (*Contents, error) {
	c := &Contents{Name: b.Profile().Name, Counts: map[string]int{}}
	for _, kind := range ledger.All {
		c.Counts[kind.Name()] = b.Today().Count(kind)
	}
	last, err := b.Journal(1)
	if err != nil {
		return nil, err
	}
	if len(last) > 0 {
		c.Last = last[0]
	}
	return c, nil
}

// contrast compares all records of a kind with those of a backup.
func contrast(b *store.Book, kind ledger.Kind, then *store.Book) (Contrast, error) {
	d := Contrast{Kind: kind}
	add := func(n *int, sign string, in *store.Book, r ledger.Record) {
		if *n++; len(d.Names) < mostNames {
			d.Names = append(d.Names, Otherwise{in.Today().Called(r), sign})
		}
	}
	now := find.ListOf(b.Today(), records.Query{Kind: kind})
	for _, was := range then.Today().Of(kind) {
		is := b.Get(kind, was.Head().ID)
		if is == nil {
			add(&d.Added, "＋", then, was)
			continue
		}
		x, err := store.Written(was)
		if err != nil {
			return d, err
		}
		y, err := store.Written(is)
		if err != nil {
			return d, err
		}
		if string(x) != string(y) {
			add(&d.Changed, "±", then, was)
		}
	}
	for i := range now.Len() {
		if r := now.Row(i); then.Get(kind, r.Head().ID) == nil {
			add(&d.Removed, "－", b, r)
		}
	}
	return d, nil
}
