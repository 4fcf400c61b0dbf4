package letters

import (
	"maps"
	"strings"

	"tuanjian/store"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// Whose says who wrote the words of a letter.
type Whose uint8

// Who may have written words.
const (
	Programs Whose = iota
	Streets
	Offices
)

// Words are the words in which this ledger writes a letter, and who wrote them: the office's own,
// else its street's, else the program's.
func Words(b *store.Book, s *Sort) (string, Whose) {
	w := b.Decisions().Words
	if own := w.Own[s.Key]; own != "" {
		return own, Offices
	}
	return fallback(w, s)
}

// fallback is what the words go back to.
func fallback(w store.Words, s *Sort) (string, Whose) {
	if given := w.Given[s.Key]; given != "" && len(s.Check(given)) == 0 {
		return given, Streets
	}
	return s.Plain(), Programs
}

// Back are the words that come back where the office gives up its own, and whose they are.
func Back(b *store.Book, s *Sort) (string, Whose) { return fallback(b.Decisions().Words, s) }

// Change keeps the office's own words of a letter, with the reason; words that are what they go
// back to are no longer its own. One intent, which can be taken back. For 管理员; Refused for words
// with a fault.
func Change(b *store.Book, s *Sort, words, reason string) error {
	if err := b.Allow(store.MayWords); err != nil {
		return err
	}
	words = strings.TrimRight(strings.ReplaceAll(words, "\r", ""), "\n \t")
	if faults := s.Check(words); len(faults) > 0 {
		return store.Refuse("没有保存。" + faults[0].String())
	}
	if reason = value.OneLine(reason); reason == "" {
		return store.Refuse("请写明为什么改。")
	}
	if now, _ := Words(b, s); now == words {
		return store.Refuse("和现在的一样，没有要保存的。")
	}
	return decide(b, reason, func(w *store.Words) {
		own := maps.Clone(w.Own)
		if back, _ := fallback(*w, s); back == words {
			delete(own, s.Key)
		} else {
			if own == nil {
				own = map[string]string{}
			}
			own[s.Key] = words
		}
		w.Own = own
	})
}

// GiveOut says whether the notices of a street take its own words along. One intent; for 管理员 of a street.
func GiveOut(b *store.Book, on bool) error {
	if err := b.Allow(store.MayWords); err != nil {
		return err
	}
	if !b.Profile().Street {
		return store.Refuse("只有街道台账下发。")
	}
	reason := "公文用语不再下发"
	if on {
		reason = "公文用语随下发包发给各社区"
	}
	return decide(b, reason, func(w *store.Words) { w.Give = on })
}

func decide(b *store.Book, reason string, change func(*store.Words)) error {
	_, err := b.Do(store.Intent{Deed: store.MayWords, What: store.WordsSetting, Reason: reason, Settings: 1}, func(t *store.Turn) error {
		now := b.Decisions()
		change(&now.Words)
		return t.Decide(now)
	})
	return err
}

// Given are the words that a street's notice takes to its communities; nil where it does not.
func Given(b *store.Book) map[string]string {
	if w := b.Decisions().Words; w.Give {
		return w.Own
	}
	return nil
}

// Fitting are as many of a street's words as this program can write: letters that it does not know
// and words that it cannot read stay away.
func Fitting(given map[string]string) map[string]string {
	var out map[string]string
	for key, words := range given {
		if s := Named(key); s != nil && len(s.Check(words)) == 0 {
			if out == nil {
				out = map[string]string{}
			}
			out[key] = words
		}
	}
	return out
}

// Told are who wrote words, for people.
func Told(b *store.Book, w Whose) string {
	switch w {
	case Offices:
		return "本台账改过的"
	case Streets:
		if s := rules.Street(b.Today()); s != nil {
			return "“" + s.Title + "”下发的"
		}
		return "街道下发的"
	}
	return "程序原来的"
}
