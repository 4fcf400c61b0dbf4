package store

import (
	"context"
	"os"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/seal"
)

// A Contents tells what a backup holds.
type Contents struct {
	Name    string // whose ledger it is
	Counts  map[string]int
	Last    Entry // of its journal
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
func (b *Book) LookInto(ctx context.Context, backup string, step func(what string, n, m int)) (*Contents, error) {
	b.caring.Lock()
	defer b.caring.Unlock()
	say(step, "读出备份", 0)
	trial, end, err := b.onTrial(ctx, backup)
	if err != nil {
		return nil, err
	}
	defer end()
	c, err := trial.contents()
	if err != nil {
		return nil, err
	}
	say(step, "和现在的台账比较", 2)
	for _, kind := range ledger.All {
		d, err := b.contrast(kind, trial)
		if err != nil {
			return nil, Tell(err)
		}
		if d.Added+d.Removed+d.Changed > 0 {
			c.Against = append(c.Against, d)
		}
	}
	say(step, "和现在的台账比较", 4)
	return c, nil
}

// LookInto tells what a backup holds, opened with its password. The backup is only
// read.
func LookInto(ctx context.Context, backup, password string, env Env, step func(what string, n, m int)) (*Contents, error) {
	operator := ""
	say(step, "读出备份", 0)
	trial, end, err := tryOut(ctx, os.TempDir(), backup, env, &operator, func(slots []seal.Slot) (seal.Key, error) {
		key, _, err := env.opens(slots, password)
		return key, err
	})
	if err != nil {
		return nil, Tell(err)
	}
	defer end()
	say(step, "读出备份", 4)
	return trial.contents()
}

func (b *Book) contents() (*Contents, error) {
	c := &Contents{Name: b.Profile().Name, Counts: map[string]int{}}
	for _, kind := range ledger.All {
		c.Counts[kind.Name()] = b.Count(kind)
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
func (b *Book) contrast(kind ledger.Kind, then *Book) (Contrast, error) {
	d := Contrast{Kind: kind}
	add := func(n *int, sign string, in *Book, r ledger.Record) {
		if *n++; len(d.Names) < mostNames {
			d.Names = append(d.Names, Otherwise{in.now().Called(r), sign})
		}
	}
	now := find.ListOf(b.Today(), records.Query{Kind: kind})
	for _, was := range then.now().Of(kind) {
		is := b.Get(kind, was.Head().ID)
		if is == nil {
			add(&d.Added, "＋", then, was)
			continue
		}
		x, err := writing.Marshal(was)
		if err != nil {
			return d, err
		}
		y, err := writing.Marshal(is)
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
