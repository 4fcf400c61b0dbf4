package care

import (
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// A Wound is one damaged thing in plain words.
type Wound struct {
	What string // the sentence for the person
	Kind string
	ID   value.ID
}

// Check reads everything: pages, every value, every count. What is hurt is named
// by the person or enterprise where the ledger still knows it.
func Check(b *store.Book) ([]Wound, error) {
	found, err := readable(b)
	if err != nil {
		return nil, err
	}
	return shortFiles(b, found)
}

// readable is what of a ledger cannot be read. A file of which less is there than there was, as after a salvage, is no reason
// not to take a copy for whole: the ledger is what it was.
func readable(b *store.Book) ([]Wound, error) {
	found, err := b.Engine().Vault().Check()
	if err != nil {
		return nil, store.Tell(err)
	}
	return wounds(b, found), nil
}

// Wounds are what was found damaged when the ledger was opened.
func Wounds(b *store.Book) []Wound { return withRoles(b, wounds(b, b.Engine().Damage())) }

func withRoles(b *store.Book, wounds []Wound) []Wound {
	if b.Staff().RolesLost() {
		wounds = append(wounds, Wound{What: store.RolesLostText})
	}
	return wounds
}

func wounds(b *store.Book, found []vault.Damage) []Wound {
	var out []Wound
	names := namesOfHurt(b, found)
	for _, d := range found {
		w := Wound{Kind: d.Bucket}
		title := "内部记录"
		if d.Bucket == store.PieceBucket {
			if w = fileWound(b, d); w.What != "" && !slices.Contains(out, w) {
				out = append(out, w)
			}
			continue
		}
		if kind := ledger.KindOf(d.Bucket); kind != nil {
			title = kind.Title()
		}
		switch d.What {
		case vault.Unreadable:
			copy(w.ID[:], d.Key)
			w.What = title + "有一条记录读不出来"
			if name := names[w.ID]; name != "" {
				w.What = title + "“" + name + "”的记录读不出来"
			}
		case vault.Miscount:
			w.What = title + "少了 " + strconv.Itoa(d.Count) + " 条"
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

// namesOfHurt finds what the records that cannot be read are called: in memory, or
// in the journal, which has every record a second time.
func namesOfHurt(b *store.Book, found []vault.Damage) map[value.ID]string {
	names := map[value.ID]string{}
	for _, d := range found {
		if kind := ledger.KindOf(d.Bucket); kind != nil && d.What == vault.Unreadable && len(d.Key) == len(value.ID{}) {
			names[value.ID(d.Key)] = b.Today().Name(ledger.KindOf(d.Bucket), value.ID(d.Key))
		}
	}
	if len(names) == 0 {
		return names
	}
	// What the journal cannot tell either stays without a name; that is no error here.
	_ = b.Changes(0, func(_ uint64, kind ledger.Kind, change store.Before) error {
		if _, hurt := names[value.ID(change.ID)]; !hurt {
			return nil
		}
		r, state := kind.New(), change.Now
		if state == nil {
			state = change.Was
		}
		if err := store.ReadInto(state, r); err == nil {
			names[r.Head().ID] = ledger.NameOf(r)
		}
		return nil
	})
	return names
}
