package store

import (
	"errors"
	"os"

	"tuanjian/store/ledger"
	"tuanjian/store/seal"
	"tuanjian/store/vault"
)

// A Wound is one damaged thing in plain words.
type Wound struct {
	What string // the sentence for the person
	Kind string
	ID   ledger.ID
}

// Check reads everything: pages, every value, every count. What is hurt is named
// by the person or enterprise where the ledger still knows it.
func (b *Book) Check() ([]Wound, error) {
	found, err := b.vault.Check()
	if err != nil {
		return nil, Tell(err)
	}
	return b.wounds(found), nil
}

// Wounds are what was found damaged when the ledger was opened.
func (b *Book) Wounds() []Wound { return b.wounds(b.damage) }

func (b *Book) wounds(found []vault.Damage) []Wound {
	var out []Wound
	for _, d := range found {
		w := Wound{Kind: d.Bucket}
		title := "内部记录"
		if kind := ledger.KindOf(d.Bucket); kind != nil {
			title = kind.Title()
		}
		switch d.What {
		case vault.Unreadable:
			copy(w.ID[:], d.Key)
			w.What = title + "有一条记录读不出来"
			if name := b.nameOf(d.Bucket, w.ID); name != "" {
				w.What = title + "“" + name + "”的记录读不出来"
			}
		case vault.Miscount:
			w.What = title + "少了 " + itoa(d.Count) + " 条"
			if d.Count <= 0 {
				w.What = title + "的条数与登记的不符"
			}
		case vault.Structure:
			w.What = "文件内部结构已损坏"
		case vault.HeadPage:
			w.What = "文件开头有一页读不出来，最后一次保存可能缺失"
		case vault.LostPages:
			continue // wasted space, nothing lost
		}
		out = append(out, w)
	}
	return out
}

func (b *Book) nameOf(kind string, id ledger.ID) string {
	if ledger.KindOf(kind) == nil {
		return ""
	}
	return b.Name(kind, id)
}

// Backup writes a copy of the ledger that has been read back and compared. It does
// not replace a file.
func (b *Book) Backup(to string) error {
	if err := b.vault.Copy(to, false); err != nil {
		return Tell(err)
	}
	return b.note("backup", Detail{})
}

// Restore puts the ledger of a backup at path, where nothing may be yet. The
// backup is opened with a password of its own, read whole, and copied; it stays
// as it is.
func Restore(from, path, password string, env Env) error {
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		return &Error{Code: Exists, Message: "这里已经有一个台账。请先把它改名或移走，再恢复备份。"}
	}
	v, err := vault.Open(from, func(slots []seal.Slot) (seal.Key, error) {
		key, _, err := seal.OpenPassword(slots, "", password)
		return key, err
	}, env.vault())
	if err != nil {
		return Tell(err)
	}
	defer v.Close()
	if err := v.Copy(path, false); err != nil {
		return Tell(err)
	}
	return nil
}
