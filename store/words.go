package store

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"tuanjian/store/vault"
)

// WordsSetting is where the ledger keeps the words of letters that are not the program's.
const WordsSetting = "words"

// Words are the words of letters and official papers that are not the program's own, each a whole
// text by the letter's key.
type Words struct {
	Own   map[string]string `json:"own,omitempty"`   // that this office has written
	Given map[string]string `json:"given,omitempty"` // that the street's notice brought
	Give  bool              `json:"give,omitempty"`  // of a street: its notices take Own along
}

// IsZero says that nothing was ever decided of words.
func (w Words) IsZero() bool { return len(w.Own) == 0 && len(w.Given) == 0 && !w.Give }

func (w Words) same(x Words) bool {
	return maps.Equal(w.Own, x.Own) && maps.Equal(w.Given, x.Given) && w.Give == x.Give
}

// back takes an entry's changes of words back, as far as they are still what it left; stays says
// that some were changed since.
func (w Words) back(was, now Words) (out Words, stays bool) {
	out = Words{textsBack(w.Own, was.Own, now.Own, &stays), textsBack(w.Given, was.Given, now.Given, &stays), w.Give}
	switch {
	case was.Give == now.Give:
	case w.Give != now.Give:
		stays = true
	default:
		out.Give = was.Give
	}
	return out, stays
}

func textsBack(cur, was, now map[string]string, stays *bool) map[string]string {
	out := maps.Clone(cur)
	for _, key := range slices.Concat(sortedKeys(was), sortedKeys(now)) {
		before, old := was[key]
		left, had := now[key]
		at, has := cur[key]
		switch {
		case before == left && old == had: // none of its doing
		case at == before && has == old: // back already
		case at != left || has != had:
			*stays = true
		case old:
			if out == nil {
				out = map[string]string{}
			}
			out[key] = before
		default:
			delete(out, key)
		}
	}
	return out
}

// loadWords reads the words.
func (b *Book) loadWords(tx *vault.Tx) error {
	text, err := tx.Get(SettingBucket, []byte(WordsSetting))
	if err != nil || text == nil {
		return err
	}
	b.words = Words{}
	if err := json.Unmarshal(text, &b.words); err != nil {
		return fmt.Errorf("%w: words", vault.ErrDamaged)
	}
	return nil
}
