package store

import (
	"fmt"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// unsweptSetting is there from a shredding, or from the change of a password, until
// the file was written anew.
const unsweptSetting = "unswept"

// Clear lets clear take out of some records of a kind, wherever the ledger keeps them, what is not to be kept: out of the
// record, out of every earlier version of it, out of the recycle bin; what was typed and not saved goes. The file is to be
// written anew afterwards (Sweep). now is the Unix time of the intent.
func (t *Turn) Clear(kind ledger.Kind, ids map[value.ID]bool, clear func(r ledger.Record, now int64)) error {
	for id := range ids {
		t.drops = append(t.drops, drop{DraftBucket, DraftKey(kind.Name(), id)})
		r := t.book.now().Get(kind, id)
		if r == nil {
			continue // in the bin
		}
		was, now := kind.Clone(r), kind.Clone(r)
		clear(was, t.now) // the journal is not to keep what the record loses
		clear(now, t.now)
		if err := t.Replace(kind, was, now); err != nil {
			return err
		}
	}
	c := clearing{t, kind, ids, clear}
	if err := c.bin(); err != nil {
		return err
	}
	if err := c.past(); err != nil {
		return err
	}
	return t.Set(unsweptSetting, true)
}

// A clearing is a Clear on its way.
type clearing struct {
	*Turn
	kind  ledger.Kind
	ids   map[value.ID]bool
	clear func(ledger.Record, int64)
}

// text clears a record as it lies on disk; nil stays nil.
func (c clearing) text(text []byte) ([]byte, error) {
	r, err := RecordOf(c.kind, text)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	if r == nil {
		return nil, nil
	}
	c.clear(r, c.now)
	return writing.Marshal(r)
}

// past rewrites what the journal keeps of the records' versions.
func (c clearing) past() error {
	_, err := c.vault.Each(ChangeBucket, func(key, plain []byte) error {
		var x Before
		if err := reading.Unmarshal(plain, &x); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		if x.Kind != c.kind.Name() || !c.ids[value.ID(x.ID)] {
			return nil
		}
		var err error
		if x.Was, err = c.text(x.Was); err != nil {
			return err
		}
		if x.Now, err = c.text(x.Now); err != nil {
			return err
		}
		return c.item(ChangeBucket, key, x)
	})
	return err
}

// bin does the same to those in the recycle bin.
func (c clearing) bin() error {
	_, err := c.vault.Each(BinBucket, func(key, plain []byte) error {
		var x Binned
		if err := reading.Unmarshal(plain, &x); err != nil {
			return fmt.Errorf("bin: %w", err)
		}
		if x.Kind != c.kind.Name() || !c.ids[x.ID] {
			return nil
		}
		var err error
		if x.Record, err = c.text(x.Record); err != nil {
			return err
		}
		return c.item(BinBucket, key, x)
	})
	return err
}

// item stages a value under a key that belongs to a walk.
func (t *Turn) item(bucket string, key []byte, value any) error {
	text, err := writing.Marshal(value)
	if err != nil {
		return err
	}
	t.items[bucket] = append(t.items[bucket], vault.Item{Key: slices.Clone(key), Plain: text})
	return nil
}

// Unswept says that something was shredded, or a password changed, and the file not
// written anew since: its unused pages still have what was there before.
func (b *Book) Unswept() bool {
	unswept := false
	err := b.vault.View(func(tx *vault.Tx) error {
		text, err := tx.Get(SettingBucket, []byte(unsweptSetting))
		unswept = string(text) == "true"
		return err
	})
	return err == nil && unswept
}

// Sweep writes the ledger's file anew without the pages that it no longer uses.
func (b *Book) Sweep() error {
	if err := b.Allow(MayShred); err != nil {
		return err
	}
	if err := b.sweep(); err != nil {
		told := Tell(err)
		return &Error{Code: told.Code, Message: "已经清除，但文件里的旧内容还没有抹净。" + told.Message + "之后请在“清除个人信息”里点“抹净旧内容”。", Err: told.Err}
	}
	return nil
}

func (b *Book) sweep() error {
	if err := b.vault.Rewrite(); err != nil {
		return err
	}
	return b.vault.Update(func(tx *vault.Tx) error { return tx.Delete(SettingBucket, []byte(unsweptSetting)) })
}
